"""A loop over the items of a list."""


def f(x):
    product = 1.0
    for v in x:
        product *= v
    return product


BY = "x"
AT = ([0.5, 1.5, -1.0],)
