"""A list that grows in a loop, and is read from its end."""


def f(x, n):
    u = [x]
    for i in range(n):
        u.append(u[-1] * x + i)
    return u[-1] * u[0] + len(u)


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
