"""An LSTM over a short sequence: the gates are slices of one vector, all states are kept in an array."""

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
points = [
    (rng.normal(size=(2, 12)), rng.normal(size=(3, 12)), rng.normal(size=12), rng.normal(size=(3, 2))),
]
