"""A differentiated value that goes through a string and comes back."""


def f(x):
    return float(f"{x * x:.17g}") + x


wrt = ("x",)
points = [(0.7,)]
refused = "a string has no derivative, yet the value comes back"
