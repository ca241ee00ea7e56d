"""A value with a derivative is the key of a dict, and is read back as one."""


def f(x):
    costs = {x * k: k for k in (1.0, 2.0)}
    return min(costs) * x


wrt = ("x",)
points = [(0.6,)]
refused = "SD206"
