"""An LSTM over a sequence of no steps: all gradients are zero and have their shapes."""

import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def f(w, v, b, x):
    n = v.shape[0]
    h = np.zeros(n)
    c = np.zeros(n)
    states = np.zeros((len(x), n))
    for t in range(len(x)):
        z = x[t] @ w + h @ v + b
        i = sigmoid(z[:n])
        keep = sigmoid(z[n : 2 * n])
        o = sigmoid(z[2 * n : 3 * n])
        c = keep * c + i * np.tanh(z[3 * n :])
        h = o * np.tanh(c)
        states[t] = h
    return np.sum(states**2)


rng = np.random.default_rng(29)
wrt = ("w", "v", "b", "x")
points = [(rng.normal(size=(1, 4)), rng.normal(size=(1, 4)), rng.normal(size=4), np.zeros((0, 1)))]
expected = [{"w": np.zeros((1, 4)), "v": np.zeros((1, 4)), "b": np.zeros(4), "x": np.zeros((0, 1))}]
max_order = 1
