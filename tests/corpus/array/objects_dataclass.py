"""Dataclasses whose methods set attributes: one that is an argument, one with defaults, factories and __post_init__."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Body:
    position: np.ndarray
    velocity: np.ndarray

    def advance(self, dt):
        self.velocity = self.velocity - dt * self.position
        self.position = self.position + dt * self.velocity


@dataclass
class Material:
    modulus: float
    ratio: float = 0.3
    shear: float = field(init=False)
    history: list = field(default_factory=list)
    time: float = 0.0

    def __post_init__(self):
        self.shear = self.modulus / (2 * (1 + self.ratio))

    def load(self, strain, dt):
        self.time += dt
        self.history.append(self.shear * strain**2)
        return self.history[-1]


def f(body, modulus):
    material = Material(modulus)
    other = Material(ratio=modulus, modulus=2.0)
    total = 0.0
    for _ in range(3):
        body.advance(0.1)
        total += material.load(body.position[0], 0.1)
    return total + body.velocity @ body.position + other.shear + material.time + sum(material.history)


wrt = ("body", "modulus")
points = [(Body(np.array([1.0, 2.0]), np.array([0.3, -0.4])), 1.7)]
