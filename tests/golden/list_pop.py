"""Items taken from a list."""


def f(x, y):
    values = [x * y, x + y, y]
    a = values.pop()
    b = values.pop()
    return a * b + values[0]


BY = "x", "y"
AT = 1.5, 2.5
