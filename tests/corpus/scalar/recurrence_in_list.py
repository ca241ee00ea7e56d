"""A recurrence that fills a list place by place, beside one whose list still grows."""


def f(x, a, n):
    ys = [0.0] * (n + 1)
    ys[0] = x
    grown = [a]
    for i in range(n):
        ys[i + 1] = ys[i] * ys[i] + a * grown[i]
        grown.append(grown[i] * ys[i + 1])
    total = 0.0
    for i in range(n, 0, -1):
        ys[i - 1] = ys[i] * ys[i - 1]
        total += ys[i] * ys[i]
    return total + ys[0] ** 2 + grown[-1]


wrt = ("x", "a")
points = [(0.7, 0.6, 3), (0.7, 0.6, 0)]
max_order = 2
