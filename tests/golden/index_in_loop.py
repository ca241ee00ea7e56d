"""The index of a loop is counted backwards on the way back."""


def f(x, n):
    total = 0.0
    for i in range(1, n):
        total += x**i / i
    return total


BY = "x"
AT = 0.4, 6
