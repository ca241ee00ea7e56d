"""Both branches assign the same variables, with different dependences."""


def f(x, y):
    if x < y:
        lo, hi = x, y
    else:
        lo, hi = y, x
    return hi * hi - lo


wrt = ("x", "y")
points = [(0.3, 0.8), (0.8, 0.3)]
