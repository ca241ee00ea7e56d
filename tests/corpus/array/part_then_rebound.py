"""A name that shows a row of an array when a loop begins, and an array of its own after each trip."""

import numpy as np


def f(emissions, transitions):
    alpha = emissions[0]
    for t in range(1, len(emissions)):
        scores = alpha[:, None] + transitions
        top = np.max(scores, axis=0)
        alpha = np.log(np.sum(np.exp(scores - top), axis=0)) + top + emissions[t]
    return np.sum(alpha**2)


rng = np.random.default_rng(7)
wrt = ("emissions", "transitions")
points = [(rng.normal(size=(4, 3)), rng.normal(size=(3, 3))), (rng.normal(size=(1, 3)), rng.normal(size=(3, 3)))]
