"""Elements overwritten by functions of themselves: the old value is still needed backwards."""


def f(u, x):
    v = [u[0], u[1], x]
    v[0] = v[0] * v[0]
    v[1] = v[0] * v[1] * v[2]
    v[0] = v[1] - v[0]
    v[2] += v[0] * x
    return v[0] * v[1] + v[2]


wrt = ("u", "x")
points = [([0.7, 1.3], 0.4)]
