"""Instances of a dataclass in lists that the function makes, sorted and chosen by a field."""

from dataclasses import dataclass


@dataclass
class Layer:
    k: float
    d: float
    name: str = "plain"


def f(x):
    layers = [Layer(3.0, x * x), Layer(x, 2.0), Layer(x + 1.0, x)]
    layers = sorted(layers, key=lambda layer: layer.k)
    thickest = max(layers, key=lambda layer: layer.d)
    total = 0.0
    for layer in layers:
        total += layer.d / layer.k
    return total * thickest.d + layers[0].k


wrt = ("x",)
points = [(0.7,)]
