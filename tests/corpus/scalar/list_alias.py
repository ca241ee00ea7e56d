"""Two names of one list: what is written through one is read through the other."""


def f(x, y):
    u = [x, y]
    v = u
    v[0] = x * y
    u.append(v[0] * v[1])
    return u[0] * v[2]


wrt = ("x", "y")
points = [(0.7, 1.3)]
