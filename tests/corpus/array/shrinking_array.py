"""An array that is one shorter after each trip, beside one whose length is computed; the result is its only item."""

import numpy as np


def f(price, strike, steps):
    value = np.maximum(0, strike - price * 0.9 ** np.arange(steps, -1, -1) * 1.2 ** np.arange(0, steps + 1))
    for i in np.arange(steps - 1, -1, -1):
        now = price * 0.9 ** np.arange(i, -1, -1) * 1.2 ** np.arange(0, i + 1)
        value[: i + 1] = 0.6 * value[1 : i + 2] + 0.4 * value[: i + 1]
        value = value[:-1]
        value = np.maximum(value, strike - now)
    return value[0]


wrt = ("price", "strike")
points = [(1.0, 1.1, 3)]
max_order = 1
