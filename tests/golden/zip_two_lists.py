"""Two lists side by side."""


def f(x, y):
    total = 0.0
    for a, b in zip(x, y):
        total += a * b
    return total


BY = "x", "y"
AT = [1.0, 2.0], [3.0, -4.0]
