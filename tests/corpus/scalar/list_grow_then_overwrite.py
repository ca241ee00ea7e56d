"""A list that grows, and whose elements are overwritten after that."""


def f(x, n):
    u = []
    for i in range(n):
        u.append(x * (i + 1))
    for i in range(1, n):
        u[i] = u[i] * u[i - 1]
    s = x
    for v in u:
        s += v
    return s


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
