"""The real and imaginary part of a complex power."""


def f(x, y):
    z = (x + 1j * y) ** 2
    return z.real * 3.0 + z.imag


wrt = ("x", "y")
points = [(0.4, 0.7)]
