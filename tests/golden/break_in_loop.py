"""A loop that is left: backwards as many rounds are run as there were."""


def f(x, n):
    total = 0.0
    term = 1.0
    for i in range(n):
        if abs(term) < 1e-3:
            break
        total += term
        term = term * x / (i + 1)
    return total


BY = "x"
AT = 0.5, 50
