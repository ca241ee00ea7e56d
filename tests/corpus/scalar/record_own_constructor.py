"""Dataclasses whose fields are not what the call gives: a constructor of their own, and a `__post_init__`."""
from dataclasses import dataclass, field


@dataclass
class Doubled:
    value: float

    def __init__(self, value):
        self.value = 2.0 * value


@dataclass
class Derived:
    value: float
    square: float = field(init=False, default=0.0)

    def __post_init__(self):
        self.square = self.value * self.value


@dataclass(frozen=True)
class Checked:
    value: float

    def __post_init__(self):
        if self.value < 0.0:
            raise ValueError("negative")


def f(x):
    return Doubled(x).value ** 2 + Derived(x).square * Checked(x).value


wrt = ("x",)
points = [(0.7,)]
