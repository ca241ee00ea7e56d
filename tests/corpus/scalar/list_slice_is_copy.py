"""A slice, list(...) and .copy() make new lists: writing to them leaves the first alone."""


def f(x, y):
    u = [x, y]
    v, w, z = u[:], list(u), u.copy()
    v[0] = 5.0 * x
    w[1] = v[0] * y
    z[0] = z[0] * z[1]
    return u[0] * u[1] + v[0] * w[1] + z[0]


wrt = ("x", "y")
points = [(0.7, 1.3)]
