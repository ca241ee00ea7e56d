"""Objects that hold functions: lambdas over locals of a constructor's caller, a function of NumPy."""

import numpy as np


class Layer:
    def __init__(self, W, act):
        self.W = W
        self.act = act

    def apply(self, x):
        return self.act(self.W @ x)


def make(k):
    return Layer(np.eye(2) * k, lambda z: np.tanh(k * z))


def f(W, x, k):
    layers = [Layer(W, lambda z: np.maximum(z, 0.1 * z)), Layer(W.T, np.tanh), make(k)]
    for l in layers:
        x = l.apply(x)
    return x.sum()


wrt = ("W", "x", "k")
points = [(np.array([[1.0, 0.3], [-0.4, 0.8]]), np.array([0.3, -0.7]), 0.7)]
