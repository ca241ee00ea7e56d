"""Keys of a dict of differentiated values: sorted, chosen by what they lead to, and taken in pairs with it."""


def f(x):
    d = {}
    for i, k in enumerate("abab"):
        d[k] = d.get(k, 0.0) + x * i
    e = {k: x**k for k in range(3)}
    best = max(e, key=lambda k: e[k])
    return sum(v**2 for _, v in sorted(d.items())) + best * x + sum(d[k] for k in sorted(d)) + min(e.values())


wrt = ("x",)
points = [(0.5,), (1.5,)]
