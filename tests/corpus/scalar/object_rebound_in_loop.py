"""A name stands for a new object on each trip of a loop, which may keep the one before."""

import math


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def plus(self, other, factor):
        return Vector(self.x + other.x * factor, self.y + other.y * factor)


class State:
    def __init__(self, place, speed):
        self.place = place
        self.speed = speed
        self.path = []

    def after(self, step):
        self.path.append(self.place.x)
        return State(self.place.plus(self.speed, step), self.speed.plus(self.place, -step))


def f(x, y, n):
    state = State(Vector(x, y), Vector(y, 0.5))
    before = state
    for _ in range(n):
        before = state
        state = state.after(0.1 * x)
    far = state if state.place.x > before.place.x else before
    return math.hypot(far.place.x, state.speed.y) * before.speed.x


wrt = ("x", "y")
points = [(0.7, 1.3, 0), (0.7, 1.3, 1), (0.7, 1.3, 2), (0.4, -1.3, 4)]
