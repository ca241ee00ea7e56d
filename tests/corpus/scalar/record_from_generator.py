"""A call takes the items of a generator, as many as the tuples have that it goes over."""

from collections import namedtuple


def f(x, y):
    state = namedtuple("state", ["place", "speed"])

    def rates(now):
        return state(now.speed, -y * now.place)

    def moved(now, by, step):
        return state(*(a + step * b for a, b in zip(now, by, strict=True)))

    now = state(x, y)
    for _ in range(3):
        now = moved(now, rates(moved(now, rates(now), 0.05)), 0.1)
    return now.place * now.speed


wrt = ("x", "y")
points = [(0.7, 1.3)]
