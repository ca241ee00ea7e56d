"""A recurrent network whose inputs come from outside, and whose step joins any number of arrays with a column of ones."""

import numpy as np

SERIES = np.eye(4)[np.array([[0, 1], [2, 3], [1, 1]])]


def affine(weights, *parts):
    return np.hstack(parts + (np.ones((parts[0].shape[0], 1)),)) @ weights


def outputs(p, series):
    def step(x, state):
        return np.tanh(affine(p["step"], x, state))

    state = np.repeat(p["start"], series.shape[1], axis=0)
    found = [affine(p["read"], state)]
    for x in series:
        state = step(x, state)
        found.append(affine(p["read"], state))
    return found


def f(p):
    found = outputs(p, SERIES)
    total = 0.0
    for t in range(SERIES.shape[0]):
        total += np.sum(found[t] ** 2 * SERIES[t])
    return total


wrt = ("p",)
points = [
    (
        {
            "start": np.array([[0.3, -0.5, 0.8]]),
            "step": np.linspace(-0.9, 1.1, 24).reshape(8, 3) ** 3,
            "read": np.linspace(1.2, -0.7, 16).reshape(4, 4),
        },
    )
]
