"""A result that is a dict."""


def f(x, y):
    return {"sum": x + y, "product": x * y}


wrt = ("x", "y")
points = [(0.7, 1.3)]
