"""A frozen dataclass with a method and a property, differentiated."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Beam:
    width: float
    height: float

    @property
    def inertia(self):
        return self.width * self.height**3 / 12.0

    def deflection(self, load, length=2.0):
        return load * length**3 / (48.0 * self.inertia)


def f(beam, load):
    return beam.deflection(load) + beam.deflection(2.0 * load, length=1.5)


wrt = ("beam", "load")
points = [(Beam(0.7, 1.3), 0.4)]
