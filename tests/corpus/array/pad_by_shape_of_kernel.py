"""An image is padded by as much as the shape of a kernel says, and filtered by shifted slices."""

import numpy as np


def filtered(image, kernel):
    height, width = kernel.shape
    rows, columns = height // 2, width // 2
    padded = np.pad(image, ((rows, rows), (columns, columns)), mode="reflect")
    out = np.zeros_like(image)
    for i in range(height):
        for j in range(width):
            out += kernel[i, j] * padded[i : i + image.shape[0], j : j + image.shape[1]]
    return out


def f(image, s):
    kernel = np.exp(-(np.arange(-1, 2) ** 2) * s)
    return np.mean(filtered(image, np.outer(kernel, kernel)) ** 2)


rng = np.random.default_rng(19)
wrt = ("image", "s")
points = [(rng.random((3, 4)), 0.6)]
