"""What is stored is evaluated before the place where it goes, the finding of which replaces the item that it was."""

import numpy as np


def f(u, s):
    rows = [u * 1, u * 2]
    kept = {0: u * 3}

    def place():
        rows[0] = u * s
        return 1

    kept[place()] = rows[0]
    return np.sum(rows[0] * kept[1]) + np.sum(kept[0])


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
