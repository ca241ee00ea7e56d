"""List comprehensions: over a range, over a list, with a condition on a differentiated value."""


def f(u, x):
    a = [v * x for v in u]
    b = [v + i for i, v in enumerate(a) if v > 0.0]
    c = [x**k for k in range(len(b))]
    return sum(a) * sum(b) + sum(c)


wrt = ("u", "x")
points = [([0.7, 1.3, -0.4], 0.6), ([-0.7], 0.6)]
