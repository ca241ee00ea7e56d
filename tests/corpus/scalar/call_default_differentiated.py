"""A parameter that is differentiated while its default is in force."""


def f(x, y=2.0):
    return x * y * y


wrt = ("x", "y")
points = [(0.7,), (0.7, 1.3), dict(kwargs={"y": 0.4, "x": 0.7})]
