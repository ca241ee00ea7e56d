"""Objects of a class with operators of its own, a length and subscripts."""

import numpy as np


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __getitem__(self, k):
        return self.x if k == 0 else self.y

    def __len__(self):
        return 2

    def __call__(self, t):
        return self.x + t * self.y


def f(a, b):
    p, q = Vector(a[0], a[1]), Vector(b[0], b[1])
    r = 2.0 * p + q * p[0]
    return np.sqrt(r[0] ** 2 + r[1] ** 2) * len(r) + r(a[0])


wrt = ("a", "b")
points = [(np.array([1.0, 2.0]), np.array([0.3, -0.4]))]
