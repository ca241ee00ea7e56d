"""A dataclass within a dataclass, with a list in it."""
from dataclasses import dataclass


@dataclass
class Spring:
    k: float
    rest: float


@dataclass
class System:
    spring: Spring
    masses: list


def f(system, x):
    force = system.spring.k * (x - system.spring.rest)
    return sum(force / m for m in system.masses)


wrt = ("system", "x")
points = [(System(Spring(3.0, 0.4), [0.7, 1.3]), 0.9)]
