"""A later argument replaces the item that an earlier one shows, on one path only: right, or refused with a code."""

import numpy as np


def f(x):
    a = [[x], [x * 2]]

    def replace(a, x):
        a[0] = [7.0 * x]
        return x

    def add(row, k):
        return row[0] + k

    return np.sin(add(a[0], replace(a, x) if x > 0 else 0.0))


wrt = ("x",)
points = [(0.6,)]
may_refuse = "an item that is replaced on one path while an argument shows it"
