"""isnan, isinf, isfinite, isclose: truths without derivatives."""
import math


def f(x, y):
    if math.isnan(x) or math.isinf(y) or not math.isfinite(x):
        return 0.0
    if math.isclose(x, y, rel_tol=1e-3):
        return x * y
    return x - y * y


wrt = ("x", "y")
points = [(0.7, 1.3), (1.3, 1.30001)]
# The steps of a difference quotient would leave the region in which isclose holds.
expected = [{"x": 1.0, "y": -2.6}, {"x": 1.30001, "y": 1.3}]
max_order = 1
