"""A negative base under whole exponents, written as ints and as reals."""


def f(x, n):
    return x**n + x**3 + x**2.0 + x**-1


wrt = ("x",)
points = [(-2.0, 2), (-2.0, 3.0), (-2.0, 0), (-2.0, -1)]
