"""enumerate, with and without a start."""


def f(values):
    s = 0.0
    for i, v in enumerate(values):
        s += v**i
    for k, v in enumerate(values, start=2):
        s *= k * v
    return s


wrt = ("values",)
points = [([0.5, 1.5],), ([0.5, 1.5, -0.7],)]
