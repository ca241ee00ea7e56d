"""A view that is read on one way of a branch, before the array is changed there."""

import numpy as np


def f(a):
    a = a * 1.0
    if a[0, 0] > 0.0:
        a[0, 1] *= np.sum(a @ a.T)
    return np.sum(a * a)


wrt = ("a",)
points = [(np.array([[0.3, 0.7], [-0.2, 0.4]]),), (np.array([[-0.3, 0.7], [-0.2, 0.4]]),)]
max_order = 1
