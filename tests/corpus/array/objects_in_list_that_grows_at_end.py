"""A list of objects grows after a place in it was computed from its end."""

import numpy as np


class Cell:
    def __init__(self, value):
        self.value = value


def f(u, s):
    cells = [Cell(x) for x in u]
    place = -1
    for _ in range(2):
        cell = cells[place]
        cells.append(Cell(s))
        cell.value = cell.value * s * 3.0
        place -= 1
    return sum((k + 1) * cell.value for k, cell in enumerate(cells))


wrt = ("u", "s")
points = [(np.array([0.7, 1.3, -0.4]), 0.6)]
may_refuse = "where the object is then depends on the sign of its place"
