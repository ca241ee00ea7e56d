"""A dataclass of arrays, read by attribute; a method that uses them."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Spring:
    """Masses on a line."""

    mass: np.ndarray
    stiffness: np.ndarray
    damping: float

    def force(self, x, v):
        stretch = np.diff(x)
        out = -self.damping * v
        out[:-1] += self.stiffness * stretch
        out[1:] -= self.stiffness * stretch
        return out / self.mass


def f(spring, x, v, dt, steps):
    x, v = x.copy(), v.copy()
    for _ in range(steps):
        v += dt * spring.force(x, v)
        x += dt * v
    return np.sum(x**2)


wrt = ("spring", "x", "v")
points = [
    (
        Spring(np.array([1.0, 2.0, 0.5]), np.array([3.0, 1.5]), 0.1),
        np.array([0.0, 1.5, 1.9]),
        np.zeros(3),
        0.1,
        3,
    )
]
