"""Rows and diagonals that a range picks, read beside arrays of the same shape, written, and scaled in place."""

import numpy as np


def f(words, places, scale):
    order = [1, 0, 2, 1]
    x = words[order] + places[range(len(order))]
    scores = x @ words.T
    scores[range(3), range(3)] = 0.5 * scale
    scores[range(0, 4, 2)] *= scale
    return np.sum(np.sin(scores)) + np.sum(scores[range(4), np.argmax(scores, axis=1)])


rng = np.random.default_rng(23)
wrt = ("words", "places", "scale")
points = [(rng.normal(size=(3, 4)), rng.normal(size=(5, 4)), 0.7)]
