"""Sums and items are numbers of NumPy, with the methods of an array; a computed count of rows; classes that are asked for."""

import numpy as np


def f(x, stride):
    count = np.floor(1 + (x.shape[0] - 2) / stride).astype(int)
    pooled = np.zeros((count, 2))
    for i in range(count):
        window = x[i * stride : i * stride + 2]
        pooled[i, 0] = window.max()
        pooled[i, 1] = window.mean()
    total = np.sum(pooled)
    if not all(type(v) in (float, int, np.float64) for v in x):
        raise ValueError(f"numbers are wanted, not {x}")
    if type(total) in (list, tuple, np.ndarray):
        return total[0]
    return total.copy() * total.astype(float) + np.sum(x).item() * x[0].clip(0.1, 2.0) + x[1].squeeze()


wrt = ("x",)
points = [(np.array([0.5, 0.7, -0.2, 0.9, 0.3]), 1), (np.array([1.5, 0.7, -0.2, 0.9]), 2)]
