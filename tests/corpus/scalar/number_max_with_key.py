"""max and min with a key, which chooses but adds no derivative."""


def f(values):
    far = max(values, key=abs)
    near = min(values, key=lambda v: (v - 1.0) ** 2)
    return far * near * near


wrt = ("values",)
points = [([0.4, 1.7, -2.6],)]
