"""A NamedTuple made within the function and given back by a helper."""
from collections import namedtuple

State = namedtuple("State", ["position", "speed"])


def step(s, dt):
    return State(position=s.position + dt * s.speed, speed=s.speed - dt * s.position)


def f(x, v, n):
    s = State(x, v)
    for _ in range(n):
        s = step(s, 0.1)
    return s.position * s.speed


wrt = ("x", "v")
points = [(0.7, 1.3, 0), (0.7, 1.3, 1), (0.7, 1.3, 3)]
