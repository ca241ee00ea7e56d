"""What is split is split again, part by part, and the parts are taken head by head, as in attention."""

import numpy as np


def f(x, heads):
    parts = [np.split(part, heads, axis=-1) for part in np.split(x, 3, axis=-1)]
    out = [np.exp(q @ k.T) @ v for q, k, v in zip(*parts)]
    return np.sum(np.hstack(out) ** 2)


wrt = ("x",)
points = [(np.linspace(-0.5, 0.6, 24).reshape(2, 12), 2)]
