"""% of reals: slope one by the first operand, minus the floored quotient by the second."""


def f(x, y):
    return (x % y) * x + y % 1.0


wrt = ("x", "y")
points = [(7.3, 2.1), (-7.3, 2.1), (7.3, -2.1)]
