"""A product accumulated in a loop: each trip overwrites a value that its own adjoint reads."""


def f(x, n):
    acc = 1.0
    for _ in range(n):
        acc = acc * x
    return acc


wrt = ("x",)
points = [(1.3, 0), (1.3, 1), (1.3, 2), (1.3, 3), (-0.5, 3)]
