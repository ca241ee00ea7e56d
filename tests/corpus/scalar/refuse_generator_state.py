"""A generator read with next: its place in the sequence is a state."""


def f(x):
    g = (x**k for k in range(1, 5))
    a = next(g)
    b = next(g)
    return a + 10.0 * b + sum(g)


wrt = ("x",)
points = [(0.7,)]
refused = "generator state"
