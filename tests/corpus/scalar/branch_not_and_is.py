"""Conditions with not, is, is not, in and not in."""


def f(x, option=None, flags=("a", "b")):
    y = x * x
    if not option:
        y = y + x
    if option is not None and option not in flags:
        y = y * 2.0
    if "a" in flags and not (x > 1.0):
        y = y - 0.25
    return y


wrt = ("x",)
points = [(0.4,), (0.4, "a"), (0.4, "z"), (1.4, None, ())]
