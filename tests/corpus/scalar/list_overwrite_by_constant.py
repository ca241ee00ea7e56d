"""An element overwritten by a constant: what it held before has no derivative any more."""


def f(u):
    v = [u[0] * 2.0, u[1] * u[0]]
    v[0] = 5.0
    return v[0] * v[1] + v[1]


wrt = ("u",)
points = [([0.7, 1.3],)]
