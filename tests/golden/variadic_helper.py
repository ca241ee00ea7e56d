"""A helper with any number of arguments."""


def total(*terms, weight=1.0):
    return weight * sum(terms)


def f(x, y):
    return total(x * y, x, y, weight=x)


BY = "x", "y"
AT = 1.5, 2.0
