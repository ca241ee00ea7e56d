"""A break leaves the inner of two loops, and the outer one goes on."""


def f(x, m, n):
    s = 1.0
    for i in range(m):
        for j in range(n):
            s = s * (x + 0.1 * j)
            if s < 0.2 * i:
                break
        s = s + x
    return s


wrt = ("x",)
points = [(0.4, 0, 3), (0.4, 3, 0), (0.4, 1, 2), (0.4, 3, 3)]
