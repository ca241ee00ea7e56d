"""Members of enumerations as options: compared, gone over, and asked for what they have."""

import enum
import math


class Law(enum.Enum):
    LINEAR = 1
    SQUARE = 2

    @property
    def order(self):
        return 1 if self is Law.LINEAR else 2


class Gas(enum.Enum):
    AIR = (28.9, 1.4)
    HELIUM = (4.0, 1.66)

    def __init__(self, mass, ratio):
        self.mass = mass
        self.ratio = ratio

    def sound(self, heat):
        return math.sqrt(self.ratio * heat / self.mass)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 3


def drag(v, law):
    match law:
        case Law.LINEAR:
            return v
        case Law.SQUARE:
            return v * v


def f(x, y, law=Law.SQUARE):
    total = drag(x, law) * y
    for one in Law:
        total += y**one.order * drag(x, one)
    if law is Law["SQUARE"] and law.value == 2:
        total += x**Level.HIGH
    return total + sum(gas.sound(300.0 * y) * x for gas in Gas) * len(law.name)


wrt = ("x", "y")
points = [(0.7, 1.3), {"args": (2.0, 0.5), "kwargs": {"law": Law.LINEAR}}]
