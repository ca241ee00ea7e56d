"""get with and without a default, and pop with none."""


def f(x, options):
    k = options.get("k", 2.0)
    if options.get("missing") is None:
        x = x * k
    return x * x + k


wrt = ("x",)
points = [(0.7, {}), (0.7, {"k": 3.0}), (0.7, {"missing": 1})]
