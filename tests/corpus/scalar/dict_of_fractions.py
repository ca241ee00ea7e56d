"""Fractions by name, and a sum over all pairs of the names that either of two dicts has."""


def f(x, first, second):
    total = sum(first.values())
    a = {k: n / total for k, n in first.items()}
    b = {k: n / (x + n) for k, n in second.items()}
    result = 0.0
    for k in sorted(set(a.keys()) | set(b.keys())):
        for m in sorted(set(a.keys()) | set(b.keys())):
            result += (a.get(k, 0.0) - b.get(k, 0.0)) * a.get(m, 0.25) * x
    return result


wrt = ("x",)
points = [(0.7, {"u": 2, "v": 3}, {"v": 1, "w": 4})]
