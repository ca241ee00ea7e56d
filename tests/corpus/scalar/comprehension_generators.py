"""Generator expressions inside sum, min, max, any, all, list and tuple."""


def f(u, x):
    s = sum(v * x for v in u)
    big = max(v * v for v in u) + min(v - x for v in u)
    t = tuple(v * 2.0 for v in u)
    w = list(v / x for v in t)
    if any(v < 0.0 for v in u) and not all(v < 0.0 for v in u):
        s = s * big
    return s + w[0] * t[-1]


wrt = ("u", "x")
points = [([0.7, 1.3, -0.4], 0.6), ([0.7, 1.3], 0.6)]
