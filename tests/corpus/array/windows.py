"""Windows of NumPy: one with a shape to choose, of several elements and of one, and others of which there is one each."""
import numpy as np


def f(v, beta):
    n = len(v)
    smooth = np.kaiser(n, beta) * v + np.hanning(n) * v**2
    return np.sum(smooth) + np.sum(np.kaiser(1, beta) * beta) + np.dot(np.hamming(n), v)


wrt = ("v", "beta")
points = [(np.array([0.3, -0.7, 1.1, 0.4, 0.2]), 3.0)]
