"""A nested function that changes a variable of the enclosing one."""


def f(x, n):
    total = x

    def add(v):
        nonlocal total
        total = total * x + v

    for i in range(n):
        add(x + i)
    return total


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
