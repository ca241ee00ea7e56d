"""Arrays in a dict that is written out, read and replaced under keys that are computed."""

import numpy as np


def f(x, names):
    params = {"w": x[:-1] * 2.0, "b": x[-1:] ** 2}
    for name in names:
        params[name] = params[name] * np.sum(params["w"])
    return np.sum(params["w"] ** 2) * np.sum(params["b"])


wrt = ("x",)
points = [(np.array([0.3, 0.4, -0.5]), ["w", "b", "w"])]
