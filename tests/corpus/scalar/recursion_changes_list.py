"""A recursion that overwrites the items of a list that it is given, before and after it calls itself."""


def sweep(u, k, x):
    if k == len(u):
        return 0.0
    old = u[k]
    u[k] = old * x + 1.0
    rest = sweep(u, k + 1, x * u[k])
    u[k] = u[k] * rest + old
    return rest + u[k] * old


def f(x, n):
    u = [x * (i + 1.0) for i in range(n)]
    total = sweep(u, 0, x)
    for v in u:
        total += v * v
    return total


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
