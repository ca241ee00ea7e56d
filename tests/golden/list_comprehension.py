"""A list comprehension."""


def f(x):
    squares = [v * v for v in x]
    return sum(squares) / len(x)


BY = "x"
AT = ([1.0, -2.0, 0.5],)
