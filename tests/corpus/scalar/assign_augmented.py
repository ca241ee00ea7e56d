"""Every augmented assignment that reals have."""


def f(x, y):
    z = x
    z += y
    z *= x
    z -= 0.5 * y
    z /= y
    z **= 2
    z %= 10.0
    n = 7
    n //= 2
    z += n * x
    return z


wrt = ("x", "y")
points = [(1.3, 0.8)]
