"""A dataclass read by attribute; its gradient is one too."""

from dataclasses import dataclass


@dataclass
class Spring:
    stiffness: float
    length: float


def f(spring, x):
    return 0.5 * spring.stiffness * (x - spring.length) ** 2


BY = "spring", "x"
AT = Spring(3.0, 1.0), 1.5
