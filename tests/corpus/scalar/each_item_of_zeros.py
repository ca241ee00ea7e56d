"""Loops that read each item of a list once, some of them, or the same one again."""


def f(x):
    total = 0.0
    for k in range(len(x)):
        total += x[k] ** 3
    odd = 0.0
    for k in range(1, len(x), 2):
        odd += x[k] * total
    for i in range(2):
        for k in range(len(x)):
            odd += x[k] * x[0] * i
    for k in range(-2, 2):
        odd += x[k] ** 2
    return odd + x[0] * x[1] + x[0] * x[-1]


wrt = ("x",)
points = [([0.3, -0.7, 1.1, 0.4],), ([1.3, 0.7, 0.1, 2.0],)]
