"""sorted, upwards and downwards: the derivative goes back to where each element stood."""


def f(u):
    a, b, c = sorted(u)
    d = sorted(u, reverse=True)
    return a + 2.0 * b * b + 3.0 * c**3 + d[0] * d[2]


wrt = ("u",)
points = [([0.7, -1.3, 0.4],)]
