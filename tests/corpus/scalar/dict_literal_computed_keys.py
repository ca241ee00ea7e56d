"""Dict literals some of whose keys are computed, such as the members of an enumeration."""

from enum import Enum


class Mode(Enum):
    HEAT = 1
    COOL = 2
    IDLE = 3


def f(start, gain, n):
    mode, temperature = Mode.IDLE, start
    power = {Mode.HEAT: gain, Mode.COOL: -gain, Mode.IDLE: 0.0}
    weights = {n: start, n + 1: gain}
    for _ in range(n):
        if mode is Mode.IDLE:
            mode = Mode.HEAT if temperature < 11.0 else Mode.COOL
        elif temperature > 12.0:
            mode = Mode.IDLE
        temperature += power[mode] * 0.4 + 0.01 * weights[n]
    return temperature


wrt = ("start", "gain")
points = [(10.0, 1.3, 0), (10.0, 1.3, 1), (10.0, 1.3, 6)]
