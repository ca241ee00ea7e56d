"""map and filter, with a function and a lambda."""


def square(v):
    return v * v


def f(u):
    return sum(map(square, u)) * sum(filter(lambda v: v > 0.0, u))


wrt = ("u",)
points = [([0.7, 1.3, -0.4],)]
