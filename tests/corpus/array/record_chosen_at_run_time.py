"""A record of a list is chosen by an index that is known only at run time."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Part:
    x: np.ndarray
    m: float = 1.0


def f(x, a):
    parts = [Part(x[i], a) for i in range(3)]
    k = int(a > 0.0)
    return parts[k].x.sum() * parts[k].m


wrt = ("x", "a")
points = [(np.array([[0.3, 0.4], [0.5, 0.1], [0.2, 0.9]]), 1.2)]
