"""A convolution by sliding slices, output filled position by position with np.sum over three axes."""

import numpy as np


def conv(image, weights):
    k = weights.shape[0]
    rows = image.shape[1] - k + 1
    columns = image.shape[2] - k + 1
    out = np.empty((image.shape[0], rows, columns, weights.shape[3]))
    for i in range(rows):
        for j in range(columns):
            patch = image[:, i : i + k, j : j + k, :, np.newaxis]
            out[:, i, j, :] = np.sum(patch * weights[np.newaxis, :, :, :], axis=(1, 2, 3))
    return out


def f(image, weights, bias):
    return np.sum(np.maximum(conv(image, weights) + bias, 0.0) ** 2)


rng = np.random.default_rng(24)
wrt = ("image", "weights", "bias")
points = [(rng.normal(size=(2, 4, 3, 2)), rng.normal(size=(2, 2, 2, 2)), rng.normal(size=2))]
max_order = 1
