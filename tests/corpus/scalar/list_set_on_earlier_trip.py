"""A list that a trip of a loop reads as the trip before it made it."""


def f(x, n):
    total = x
    for i in range(n):
        if i > 0:
            total += v[0] * v[1]
        v = [x * i, x]
    return total


wrt = ("x",)
points = [(1.3, 3), (1.3, 1), (1.3, 0)]
