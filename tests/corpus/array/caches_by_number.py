"""A network whose parameters and caches are kept in dicts, by names and numbers that are put together in loops."""

import numpy as np


def forward(x, params):
    caches = {}
    layers = len(params) // 2
    for k in range(1, layers + 1):
        w, b = params["W%d" % k], params["b" + str(k)]
        caches[k] = (x, w)
        x = np.tanh(x @ w + b)
    return x, caches


def f(x, w1, w2):
    params = {"W1": w1, "W2": w2, "b1": w1[0], "b2": w2[1]}
    for k in range(1, 3):
        x = x * params["b{}".format(k)] + params[f"W{k}"][0]
    out, caches = forward(x, params)
    total = np.sum(out**2)
    for k in range(2, 0, -1):
        x, w = caches[k]
        total += np.sum(x) * np.sum(w**2)
    return total


rng = np.random.default_rng(8)
wrt = (0, 1, 2)
points = [(rng.normal(size=(3, 2)), rng.normal(size=(2, 2)), rng.normal(size=(2, 2)))]
