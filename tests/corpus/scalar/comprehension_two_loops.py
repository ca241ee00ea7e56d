"""A comprehension with two loops and conditions; its names stay within it."""


def f(u, v):
    x = 10.0
    products = [x * y for x in u for y in v if x > y]
    return sum(products) + x * u[0]


wrt = ("u", "v")
points = [([0.7, 1.3], [0.4, 0.9, -2.0])]
