"""What a mask leaves out is infinite, no number or overflows, in products, quotients and sums that are used twice."""

import numpy as np


def f(x, big):
    entropy = np.where(x > 0, x * np.log(x), 0.0)
    root = np.sqrt(x)
    twice = np.where(x > 0, root * np.log(x) / x**1.5 + np.sin(root), x)
    angle = np.where(x > 0, np.arctan2(x, x * x), x**2)
    softplus = np.where(big > 30, big, np.log1p(np.exp(big)))
    powers = np.where(x > 0, np.power(x, x) + np.power(x, -1.5), 0)
    return np.sum(entropy**2 + twice**2 + angle + powers) + np.sum(softplus**3)


wrt = ("x", "big")
points = [(np.array([0.5, -0.7, 2.0, -1.5]), np.array([0.3, 1000.0]))]
