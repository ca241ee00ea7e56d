"""A slice that is assigned to, of the same and of another length."""


def f(x, y):
    u = [x, y, x * y, 1.0]
    u[1:3] = [u[2], u[1] * x]
    u[:1] = []
    return u[0] * u[1] + u[2] * len(u)


wrt = ("x", "y")
points = [(0.7, 1.3)]
