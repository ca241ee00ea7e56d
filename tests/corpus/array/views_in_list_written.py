"""Views of a flat array are kept in a list and written; a flat array of parameters is taken apart so."""

import numpy as np

SHAPES = [(2, 2), (2,), (1,)]


def parts(flat):
    found, at = [], 0
    for shape in SHAPES:
        count = int(np.prod(shape))
        found.append(flat[at : at + count].reshape(shape))
        at += count
    return found


def f(theta, x):
    matrix, shift, scale = parts(theta)
    hidden = np.tanh(x @ matrix + shift)
    slope = np.zeros_like(theta)
    of_matrix, of_shift, of_scale = parts(slope)
    of_matrix[:] = x.T @ (1.0 - hidden**2)
    of_shift[...] = scale * np.sum(hidden, axis=0)
    of_scale += np.sum(hidden)
    moved = theta - 0.1 * slope
    return np.sum(moved**2) + np.sum(hidden) * slope[2]


rng = np.random.default_rng(18)
wrt = ("theta", "x")
points = [(rng.random(7), rng.random((3, 2)))]
