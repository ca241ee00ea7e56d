"""A list that only the trips of a loop make, and read after the loop."""


def f(x, n):
    for i in range(n):
        v = [x * i, x]
    return v[0] * v[1]


wrt = ("x",)
points = [(1.3, 3), (1.3, 1)]
failing = [((1.3, 0), UnboundLocalError)]
