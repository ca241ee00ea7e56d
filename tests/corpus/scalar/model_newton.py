"""Newton's method on functions that are arguments, until the step is small."""


def newton(g, slope, x, tol=1e-12, trips=50):
    for _ in range(trips):
        dx = g(x) / slope(x)
        x = x - dx
        if abs(dx) < tol:
            return x
    raise RuntimeError("no convergence")


def f(a, b):
    return newton(lambda x: x**3 + a * x - b, lambda x: 3.0 * x * x + a, 1.0)


wrt = ("a", "b")
points = [(0.7, 1.3), (2.0, 5.0)]
