"""insert, pop from the front, reverse, sort and remove on a list of differentiated values."""


def f(x, y):
    u = [x * y, y, x, 2.0]
    u.insert(0, x + y)
    a = u.pop(1)
    u.reverse()
    b = u[0] * u[1]
    u.sort(key=lambda v: -v)
    u.remove(2.0)
    c = sorted(u, key=lambda v: v * v)
    return a * b + u[0] * u[1] ** 2 + c[0] * len(u)


wrt = ("x", "y")
points = [(0.7, 1.3)]
