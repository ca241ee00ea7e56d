"""A name that is None until a trip of a loop finds what it is to hold, which none may."""


def first_above(values, bound):
    found = None
    for k, v in enumerate(values):
        if found is None and v > bound:
            found = v, k
    return found


def f(x, y, n):
    values = [x * (1.0 + 0.5 * k) + y for k in range(n)]
    best = None
    for k in range(n):
        if values[k] > 2.0:
            best = (values[k], y * k, k)
    first = first_above(values, 3.0)
    total = x * y
    for _ in range(2):
        if first is not None:
            total += first[0] * first[1]
        else:
            total += y**2
    if best is None:
        return total
    value, weight, k = best
    return value**2 * weight + values[k] + total


wrt = ("x", "y")
points = [(0.8, 0.4, 5), (0.2, 0.7, 3), (1.4, 1.1, 4), (1.0, 0.5, 0)]
