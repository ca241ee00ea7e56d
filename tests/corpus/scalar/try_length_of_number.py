"""A count that is told apart from a list by having no length."""


def counted(bins):
    try:
        return len(bins)
    except TypeError:
        return bins


def f(low, high):
    n = counted(3)
    total = 0.0
    for k in range(n + 1):
        total += k * (low + (high - low) * k / n) ** 2
    return total * low


wrt = ("low", "high")
points = [(0.3, 1.7)]
