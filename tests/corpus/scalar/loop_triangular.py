"""The inner range depends on the outer loop variable, so inner trips differ from trip to trip."""


def f(x, n):
    s = 0.0
    for i in range(n):
        t = 1.0
        for j in range(i):
            t = t * (x - 0.3 * j)
        s = s + t * t
    return s


wrt = ("x",)
points = [(0.8, 0), (0.8, 1), (0.8, 2), (0.8, 4)]
