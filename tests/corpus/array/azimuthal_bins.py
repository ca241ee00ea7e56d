"""The radial profile of an image: rings by masks of an integer array, the mean of each."""

import numpy as np


def f(image, rings):
    rows, columns = image.shape
    y, x = np.mgrid[:rows, :columns]
    r = np.hypot(y - (rows - 1) / 2, x - (columns - 1) / 2).astype(int)
    profile = np.zeros(rings)
    for k in range(rings):
        inside = r == k
        if np.any(inside):
            profile[k] = image[inside].mean()
    return np.sum(profile**2)


rng = np.random.default_rng(35)
wrt = ("image",)
points = [(rng.normal(size=(5, 4)), 4)]
