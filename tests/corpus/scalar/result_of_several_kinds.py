"""A result that is a list of a number, a list and a dict: each real in it has a derivative."""


def f(x, y):
    inner = [x * y, {"cube": x**3, "rest": [y, x + y]}]
    return {"sum": x + y, "parts": inner, "pair": (y**2, [x])}


wrt = ("x", "y")
points = [(0.7, -1.2)]
