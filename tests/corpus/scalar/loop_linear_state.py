"""A loop that is linear in its state, with a coefficient from outside: nothing need be kept."""


def f(x, k, n):
    a, b = x, 0.0
    for _ in range(n):
        a, b = a - 0.1 * b, b + 0.1 * k * a
    return a * b


wrt = ("x", "k")
points = [(0.7, 1.3, 0), (0.7, 1.3, 1), (0.7, 1.3, 2), (0.7, 1.3, 3)]
