"""A list of ints that is differentiated: they count as reals."""


def f(u):
    return u[0] * u[1] ** 2 / u[2]


wrt = ("u",)
points = [([3, 2, 5],), ([3.0, 2, 5.0],)]
