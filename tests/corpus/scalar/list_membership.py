"""in, len and comparison of lists of constants."""


def f(x, kinds):
    y = x * len(kinds)
    if "b" in kinds:
        y = y * x
    if kinds == ["a", "b"] or not kinds:
        y = y + 1.0
    return y


wrt = ("x",)
points = [(0.7, ["a", "b"]), (0.7, []), (0.7, ["c"])]
