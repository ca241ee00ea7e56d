"""Lists in a dict, made where a name is met for the first time, added to, and replaced by others."""


def f(x, names):
    groups = {}
    total = 0.0
    for name, v in zip(names, x, strict=True):
        groups.setdefault(name, []).append(v * v)
        if len(groups[name]) > 1:
            total += groups[name][0] * groups[name][-1]
            groups[name] = [v * x[0]] * 3 + [total]
    return total + sum(sum(row) ** 2 for row in groups.values())


wrt = ("x",)
points = [([0.4, 0.7, 1.1, 0.3], ["p", "q", "p", "p"])]
