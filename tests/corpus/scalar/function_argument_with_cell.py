"""A function passed on that captures a differentiated value: part of the derivative comes through it."""


def integrate(g, a, b, n=8):
    h = (b - a) / n
    return h * sum(g(a + (i + 0.5) * h) for i in range(n))


def f(a, b, k):
    return integrate(lambda t: t * t * k + b, a, b)


wrt = ("a", "b", "k")
points = [(0.3, 1.2, 0.7)]
