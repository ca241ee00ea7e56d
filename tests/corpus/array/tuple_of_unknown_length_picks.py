"""A tuple of indices, of which it is not known along how many axes they pick."""

import numpy as np


def f(x):
    places = np.argwhere(x > 0.3).T
    return np.sum(x[tuple(places)] ** 2)


wrt = ("x",)
points = [(np.array([[0.5, 0.1, 0.7], [0.2, 0.9, 0.4]]),)]
may_refuse = "along how many axes the tuple picks is not known"
