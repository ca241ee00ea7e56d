"""An endless loop that is left by return only."""


def f(x, y):
    while True:
        x = x * y
        if x > 10.0:
            return x + y
        y = y + 0.5


wrt = ("x", "y")
points = [(0.7, 1.2), (20.0, 1.2)]
