"""A name bound in the condition of a while loop, read in the body and after the loop."""


def f(x):
    r = 0.0
    n = 0
    while (r := x / (1.0 + n)) > 0.2:
        x = x * (1.0 + 0.1 * r)
        n += 1
    return x * r + n


wrt = ("x",)
points = [(0.9,), (0.1,)]
