"""A helper that rebinds its own parameters: the caller's stay as they were."""


def helper(a, b):
    a = a * b
    b = b + a
    return a * b


def f(x, y):
    z = helper(x, y)
    return z * x + y


wrt = ("x", "y")
points = [(0.7, 1.3)]
