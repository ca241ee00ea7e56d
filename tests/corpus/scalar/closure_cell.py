"""f is itself made by a function: it reads numbers and functions from its cells."""


def make(k, g):
    def f(x):
        return k * g(x) + x

    return f


def square(v):
    return v * v


f = make(2.0, square)
wrt = ("x",)
points = [(0.7,)]
