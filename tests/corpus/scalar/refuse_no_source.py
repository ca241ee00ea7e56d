"""A helper without source and without a rule, which a differentiated value reaches."""

_names = {}
exec("def square(v): return v * v", _names)
square = _names["square"]


def f(x):
    return square(x) + x


wrt = ("x",)
points = [(0.7,)]
refused = "no source, no rule"
