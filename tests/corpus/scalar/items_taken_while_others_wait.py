"""Items that later parts of an expression take out of a list, while earlier parts of it wait."""


class Pair:
    def __init__(self, a):
        self.a = a


def product(a, b):
    return a * b


def f(x):
    rows = [[x[0], 2.0 * x[1]], [x[1], x[0] * x[1]], [x[0] ** 2, x[1]]]
    found = {"a": rows[-1], "b": rows.pop()}
    total = found["a"][0] * found["b"][1]
    if rows[-1][0] < rows.pop()[0] + 1.0:
        total *= x[0]
    items = [x[0], Pair(x[1]), x[0] * x[1]]
    return total + rows[-1][0] + product(x[1], items.pop()) * items[1].a


wrt = ("x",)
points = [([0.7, 1.3],)]
