"""A nested function with its own parameters and names of the enclosing function."""


def f(x, y):
    k = x * y

    def inner(v, w=2.0):
        return v * k + w * x

    return inner(y) * inner(x, w=k)


wrt = ("x", "y")
points = [(0.7, 1.3)]
