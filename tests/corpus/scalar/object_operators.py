"""Operators, comparisons and builtins of a user's own class are calls of its methods."""

import math


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __abs__(self):
        return math.hypot(self.x, self.y)

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __bool__(self):
        return self.x != 0.0 or self.y != 0.0

    def __getitem__(self, position):
        return self.x if position == 0 else self.y

    def __setitem__(self, position, value):
        if position == 0:
            self.x = value
        else:
            self.y = value

    def __iter__(self):
        yield self.x
        yield self.y

    def __contains__(self, value):
        return value == self.x or value == self.y

    def __len__(self):
        return 2


def f(a, b):
    p = Vector(a, b)
    q = 2.0 * p - Vector(b, a) * 0.5
    q += p
    q[1] = q[1] * a
    x, y = q
    r = abs(-q) + p @ q + p[0] * len(q) + x * y
    if q < p or not q:
        r = r * b
    if p == p and a in p and p != q:
        r += q[0]
    return r


wrt = ("a", "b")
points = [(0.7, -1.2), (2.0, 0.5)]
