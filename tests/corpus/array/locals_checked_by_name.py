"""Arguments that a helper checks in `locals()` by their names, before and after they are used."""
import numpy as np


def check(table, name, shape):
    value = table[name]
    if value.shape != shape:
        raise ValueError(f"{name} has the shape {value.shape}")
    return len(value)


def f(v, w):
    n = check(locals(), "v", (3,))
    scaled = v * n
    product = np.dot(scaled, w) + np.sum(w**3)
    check(locals(), "scaled", (3,))
    return product


wrt = ("v", "w")
points = [(np.array([0.3, -0.7, 0.2]), np.array([1.1, 0.4, -0.6]))]
