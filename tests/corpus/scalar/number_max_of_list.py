"""max and min of a list, of starred arguments, with a default for the empty case."""


def f(values, x):
    a = max(values) * min(values)
    b = max(*values, x)
    c = max((v for v in values if v > 99.0), default=x * x)
    return a + b * c


wrt = ("values", "x")
points = [([0.4, 1.7, -0.6], 0.8), ([0.4, 1.7, -0.6], 2.8)]
