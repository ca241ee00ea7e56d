"""How deep a recursion goes depends on a differentiated value."""


def f(x, y):
    if x > 2.0:
        return f(x / 2.0, y * 1.1) * y + 1.0
    return x * y


wrt = ("x", "y")
points = [(1.5, 0.7), (3.5, 0.7), (9.5, 0.7)]
