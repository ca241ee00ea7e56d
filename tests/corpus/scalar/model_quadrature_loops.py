"""The trapezium and Simpson's rule in one function, by loops over the nodes."""


def f(g, a, b, n):
    h = (b - a) / n
    trapezium = 0.5 * (g(a) + g(b))
    odd = even = 0.0
    for i in range(1, n):
        v = g(a + i * h)
        trapezium += v
        if i % 2:
            odd += v
        else:
            even += v
    simpson = (g(a) + g(b) + 4.0 * odd + 2.0 * even) / 3.0
    return h * (simpson - 0.25 * trapezium)


wrt = ("a", "b")
points = [(lambda t: t**3 - t, 0.3, 1.2, 2), (lambda t: 1.0 / (1.0 + t), 0.3, 1.2, 6)]
