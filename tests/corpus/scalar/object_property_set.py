"""A property with a setter is written, and one that is computed once is read twice."""

from functools import cached_property


class Spring:
    def __init__(self, stiffness, stretch):
        self.stiffness = stiffness
        self._stretch = stretch

    @property
    def stretch(self):
        return self._stretch

    @stretch.setter
    def stretch(self, value):
        self._stretch = value if value > 0.0 else -value

    @cached_property
    def energy(self):
        return 0.5 * self.stiffness * self.stretch**2


def f(k, x):
    spring = Spring(k, x)
    spring.stretch = x * k
    spring.stretch -= 1.0
    first = spring.energy
    spring.stiffness = 2.0 * k
    return first + spring.energy * spring.stretch


wrt = ("k", "x")
points = [(1.5, 2.0), (0.5, 0.3)]
