"""A mean of pixels by their distance from a centre: what is counted has as many weights as an image has pixels."""

import numpy as np


def profile(image, centre):
    y, x = np.indices(image.shape)
    r = np.sqrt((x - centre[0]) ** 2 + (y - centre[1]) ** 2).astype(int)
    return np.bincount(r.ravel(), image.ravel()) / np.bincount(r.ravel())


def f(image):
    found = profile(image, [1.1, 0.8])
    return np.sum(found**2) * found[0]


wrt = ("image",)
points = [(np.random.default_rng(5).normal(size=(3, 4)),)]
