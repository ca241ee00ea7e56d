"""An index computed at run time, from a differentiated value too."""


def f(u, x):
    k = int(x)
    s = u[k] * x
    u = list(u)
    u[(k + 1) % len(u)] = s * s
    return u[0] + u[1] * u[2]


wrt = ("u", "x")
points = [([0.7, 1.3, -0.4], 0.5), ([0.7, 1.3, -0.4], 1.5), ([0.7, 1.3, -0.4], 2.5)]
