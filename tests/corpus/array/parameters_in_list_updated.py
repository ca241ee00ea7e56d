"""Parameters of several ranks in a list are updated in place by a loop over them and their gradients."""

import numpy as np


def f(w, b, x, y, rate):
    params = [w, b]
    params = [p.copy() for p in params]

    def loss_and_grads(params):
        w, b = params
        h = np.tanh(x @ w + b)
        err = h - y
        back = err * (1.0 - h**2)
        return 0.5 * np.sum(err**2), [x.T @ back, back.sum(0)]

    for _ in range(2):
        _, grads = loss_and_grads(params)
        for p, g in zip(params, grads, strict=True):
            p -= rate * g
    return loss_and_grads(params)[0]


wrt = ("w", "b", "rate")
points = [
    (
        np.array([[0.3, -0.5], [0.7, 0.2]]),
        np.array([0.1, 0.4]),
        np.array([[1.0, 0.5], [-0.2, 0.8], [0.3, 0.3]]),
        np.array([[0.5, -0.1], [0.2, 0.6], [0.9, 0.0]]),
        0.2,
    )
]
