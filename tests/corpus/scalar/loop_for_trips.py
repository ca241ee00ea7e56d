"""A for loop that runs zero, one, two or three times: no trip leaves the start value as it is."""


def f(x, y, n):
    s = x
    for i in range(n):
        s = s * y + i * x
    return s


wrt = ("x", "y")
points = [(0.3, 1.2, 0), (0.3, 1.2, 1), (0.3, 1.2, 2), (0.3, 1.2, 3)]
