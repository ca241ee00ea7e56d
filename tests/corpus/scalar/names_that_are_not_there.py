"""Attributes that numbers lack, with defaults, and names of modules that are missing where the run does not come by."""
import math

try:
    import units_that_nobody_has as units
except ImportError:
    pass

HAS_UNITS = False


def plain(x):
    try:
        return units.value(x) if HAS_UNITS else x
    except units.UnitError:
        return 0.0


def f(x):
    if len(getattr(x, "shape", ())) > 1:
        return x.sum()
    if getattr(x, "ndim", 0) > 1 or x > 1e6:
        return math.not_a_number
    return plain(x) ** 2 + 0.5 * x


wrt = ("x",)
points = [(0.7,), (-1.3,)]
