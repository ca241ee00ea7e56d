"""A dataclass with a string in it beside the reals."""
from dataclasses import dataclass


@dataclass
class Law:
    kind: str
    factor: float


def f(law, x):
    if law.kind == "power":
        return x**law.factor
    return law.factor * x


wrt = ("law", "x")
points = [(Law("power", 1.7), 0.7), (Law("line", 1.7), 0.7)]
max_order = 1
