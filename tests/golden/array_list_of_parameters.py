"""A list of matrices, layer by layer: the gradient is a list of matrices."""

import numpy as np


def f(layers, x):
    for w in layers:
        x = np.tanh(w @ x)
    return np.sum(x)


BY = "layers"
AT = [np.array([[0.2, 0.5], [0.1, 1.0]]), np.array([[1.0, -0.5], [0.3, 0.8]])], np.array([1.0, -2.0])
