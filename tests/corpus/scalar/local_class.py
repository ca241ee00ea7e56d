"""Classes defined within the function: they inherit, have properties and fields, and read the variables around them."""

import math
from collections import namedtuple
from dataclasses import dataclass, field


def f(x, y):
    class Tank:
        drain = 0.3 * y

        def __init__(self, level, area=2.0):
            self.level = level
            self.area = area

        @classmethod
        def half(cls, level):
            return cls(0.5 * level)

        @staticmethod
        def flow(level):
            return math.sqrt(level) * y

        @property
        def volume(self):
            return self.level * self.area

        @volume.setter
        def volume(self, value):
            self.level = value / self.area

        def step(self, inflow):
            self.level += (inflow - self.drain * self.flow(self.level)) / self.area
            return self.level

    class Heated(Tank):
        def __init__(self, level, heat):
            super().__init__(level, 3.0)
            self.heat = heat

        def step(self, inflow):
            return super().step(inflow) * self.heat

    @dataclass
    class Log:
        factor: float
        entries: list = field(default_factory=list)

        def add(self, value):
            self.entries.append(value * self.factor)

    pair = namedtuple("pair", "first second")
    log = Log(x)
    tanks = [Tank(x), Heated(y, 1.5), Tank.half(x * y)]
    for tank in tanks:
        for _ in range(2):
            log.add(tank.step(0.1 * y))
    tanks[1].volume = x * tanks[0].volume
    last = pair(log.entries[-1], tanks[1].level)
    return sum(log.entries) * Tank.drain + last.first * last.second


wrt = ("x", "y")
points = [(0.7, 1.3), (2.1, 0.4)]
