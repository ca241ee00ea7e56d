"""A dataclass that is differentiated: its derivative is one, too."""
from dataclasses import dataclass


@dataclass
class Pipe:
    diameter: float
    length: float
    roughness: float = 0.02


def f(pipe, speed):
    return pipe.roughness * pipe.length / pipe.diameter * speed**2 / 2.0


wrt = ("pipe", "speed")
points = [(Pipe(0.1, 12.0), 1.3), (Pipe(0.2, 12.0, 0.03), 1.3)]
