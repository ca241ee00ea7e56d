"""An early return jumps over a later loop: the loop's stacks are empty, at second order too."""


def f(x, n):
    y = x * x
    if y < 1.0:
        return y * x
    for _ in range(n):
        y = y * x - 1.0
    return y


wrt = ("x",)
points = [(0.5, 3), (1.5, 0), (1.5, 1), (1.5, 3)]
