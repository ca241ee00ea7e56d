"""A recursive smoothing filter, forward and backward along rows, each column from the two before it."""

import numpy as np


def f(image, alpha):
    decay = np.exp(-alpha)
    k = (1.0 - decay) ** 2 / (1.0 + 2.0 * alpha * decay - decay**2)
    a = [k, k * decay * (alpha - 1.0), k * decay * (alpha + 1.0), -k * decay**2]
    b1 = 2.0 * decay
    b2 = -(decay**2)
    n = image.shape[1]
    left = np.empty_like(image)
    right = np.empty_like(image)
    left[:, 0] = a[0] * image[:, 0]
    left[:, 1] = a[0] * image[:, 1] + a[1] * image[:, 0] + b1 * left[:, 0]
    for j in range(2, n):
        left[:, j] = a[0] * image[:, j] + a[1] * image[:, j - 1] + b1 * left[:, j - 1] + b2 * left[:, j - 2]
    right[:, -1] = 0.0
    right[:, -2] = a[2] * image[:, -1]
    for j in range(n - 3, -1, -1):
        right[:, j] = (
            a[2] * image[:, j + 1] + a[3] * image[:, j + 2] + b1 * right[:, j + 1] + b2 * right[:, j + 2]
        )
    return np.sum((left + right) ** 2)


rng = np.random.default_rng(33)
wrt = ("image", "alpha")
points = [(rng.normal(size=(2, 6)), 0.5), (rng.normal(size=(3, 2)), 0.9)]
