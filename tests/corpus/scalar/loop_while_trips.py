"""A while loop that runs zero, one, two or three times, counted by an int."""


def f(x, n):
    y = x
    while n > 0:
        y = y * y + 0.1 * n
        n -= 1
    return y


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
