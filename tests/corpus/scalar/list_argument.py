"""A list that is differentiated: its derivative is a list of the same length."""


def f(u):
    a, b, c = u
    return a * b + u[2] ** 2 * len(u) - c


wrt = ("u",)
points = [([0.7, 1.3, -0.4],)]
