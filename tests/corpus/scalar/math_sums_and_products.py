"""fsum, prod, dist and hypot of several numbers."""
import math


def f(x, y, z):
    a = math.fsum([x, y * y, z]) + math.prod([x, y, z]) + math.prod((x, 2, y), start=z)
    return a + math.dist([x, y], [z, 1.0]) + math.hypot(x, y, z)


wrt = ("x", "y", "z")
points = [(0.7, 1.3, -0.4)]
