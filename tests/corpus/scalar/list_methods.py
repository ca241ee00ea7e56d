"""extend, insert, reverse, sort, index and count: changes in place beyond append and pop."""


def f(x, y):
    u = [x, y]
    u.extend([x * y, 2.0])
    u.insert(1, x * x)
    u.reverse()
    u.sort()
    return u[0] * u[1] + u[2] * u.index(2.0) + u.count(2.0) * u[3]


wrt = ("x", "y")
points = [(0.7, 1.3)]
