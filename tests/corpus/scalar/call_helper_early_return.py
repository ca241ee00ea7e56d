"""A helper with loops and several returns, called in a loop."""


def settle(v, limit):
    for _ in range(6):
        if v > limit:
            return v * 0.5
        v = v * 1.7
    return v


def f(x, n):
    s = x
    for i in range(n):
        s = s + settle(s, 1.0 + i)
    return s


wrt = ("x",)
points = [(0.4, 0), (0.4, 1), (0.4, 2), (0.4, 3)]
