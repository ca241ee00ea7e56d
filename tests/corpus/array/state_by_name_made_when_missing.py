"""Arrays in a dict, made where a name is met for the first time, and replaced each time after that."""

import numpy as np


def f(theta, x, y):
    state = {}
    params = {"w": theta[:-1].copy(), "b": theta[-1:].copy()}
    for _ in range(3):
        r = x @ params["w"] + params["b"] - y
        grads = {"w": x.T @ r / len(y), "b": np.array([r.mean()])}
        for k, g in grads.items():
            if k not in state:
                state[k] = np.zeros_like(g)
            state[k] = 0.9 * state[k] + g
            params[k] -= 0.1 * state[k]
    r = x @ params["w"] + params["b"] - y
    return r @ r


rng = np.random.default_rng(0)
wrt = ("theta", "x", "y")
points = [(rng.random(4), rng.random((5, 3)), rng.random(5))]
