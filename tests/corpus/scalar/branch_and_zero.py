"""a and b at a equal to zero is that zero: b has no part in it."""


def f(a, b):
    return 2.0 * (a and b) + b


wrt = ("a", "b")
points = [(0.0, 0.7)]
expected = [{"a": 2.0, "b": 1.0}]
max_order = 1
