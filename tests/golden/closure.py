"""A nested function that reads a variable of the function around it."""


def f(x, y):
    def scaled(t):
        return x * t

    return scaled(y) * scaled(y + 1.0)


BY = "x", "y"
AT = 1.5, 2.0
