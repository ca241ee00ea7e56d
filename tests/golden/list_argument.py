"""The gradient by a list is a list."""


def f(x):
    total = 0.0
    for i in range(len(x) - 1):
        total += (x[i + 1] - x[i]) ** 2
    return total


BY = "x"
AT = ([0.5, 1.5, -1.0],)
