"""A tuple of a list and a tuple, all differentiated."""


def f(state):
    (a, b), rest = state
    return a * b + sum(r * a for r in rest)


wrt = ("state",)
points = [(((0.7, 1.3), [0.2, -0.4, 0.9]),)]
