"""A list of objects grows while places in it are held: from its start they stay, from its end they would move."""

import numpy as np


class Cell:
    def __init__(self, value):
        self.value = value
        self.path = []


def f(u, s):
    cells = [Cell(x) for x in u]
    for cell in cells:
        cell.path.append(cell.value * s)
    last = cells[-1]
    count = len(cells)
    for k in range(count):
        cells.append(Cell(cells[k].value * s))
    last.value *= s
    return sum(cell.value * sum(cell.path) for cell in cells[:count]) * cells[-1].value


wrt = ("u", "s")
points = [(np.array([0.7, 1.3, -0.4]), 0.6)]
