"""A variable that is None until the first trip gives it a value."""


def f(values):
    last = None
    s = 0.0
    for v in values:
        if last is not None:
            s += (v - last) ** 2
        last = v
    return s * last


wrt = ("values",)
points = [([0.4],), ([0.4, 1.1],), ([0.4, 1.1, -0.6],)]
