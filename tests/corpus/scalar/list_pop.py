"""pop from the end and from the front."""


def f(x, y):
    u = [x, y, x * y, 2.0]
    u.pop()
    a = u.pop()
    b = u.pop(0)
    return a * b + u[0] * len(u)


wrt = ("x", "y")
points = [(0.7, 1.3)]
