"""A list whose name is taken over by another list, and that is emptied in a loop meanwhile."""


def f(x, n):
    u = [x * k for k in range(n + 3)]
    first = u[0] + u[1] * x
    w = u
    s = first
    for k in range(n):
        s += w.pop() * x * k
        w = [v + x for v in w]
    return s


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
