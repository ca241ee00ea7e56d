"""Copies of objects, lists, arrays and records: shallow ones share what is in them, deep ones do not."""

import copy
from collections import namedtuple
from dataclasses import asdict, dataclass, replace
from operator import attrgetter, itemgetter

import numpy as np


class Cell:
    def __init__(self, values, factor):
        self.values = values
        self.factor = factor


@dataclass(frozen=True)
class Setting:
    rate: float
    offset: float = 0.5


def f(u, s):
    cell = Cell(u * s, s)
    deep = copy.deepcopy(cell)
    cell.factor = s * s
    cell.values[0] = 5.0 * s
    total = np.sum(deep.values * u) * deep.factor + np.sum(cell.values) * cell.factor
    rows = [u * 1.0, u * s]
    shallow, whole = copy.copy(rows), copy.deepcopy(rows)
    rows[1] = u + s
    total += np.sum(shallow[1] * rows[1] * whole[0])
    setting = Setting(s)
    other = replace(setting, offset=u[0] * s)
    table = asdict(other)
    pair = namedtuple("pair", "left right")(u[1], s)
    found = sorted([(u[2], s), (u[0], u[1])], key=itemgetter(1))
    return total + table["offset"] * other.rate + pair.left * pair.right * found[0][0] + attrgetter("rate")(setting)


wrt = ("u", "s")
points = [(np.array([0.7, 1.3, -0.4]), 0.6)]
