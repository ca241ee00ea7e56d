"""The argument itself is the result: identity, with a derivative that is not the argument."""


def f(u):
    return u


wrt = ("u",)
points = [([0.7, 1.3],)]
