"""min and max of two and three reals, the winner takes the derivative."""


def f(x, y, z):
    return max(x, y) * min(x, y, z) + max(x, 0.5) + min(z, x * y, 2)


wrt = ("x", "y", "z")
points = [(0.7, 1.3, 2.2), (1.9, 1.3, 0.1), (0.2, -1.3, 0.4)]
