"""softplus and the logistic function, written so that they neither overflow nor lose small values."""
import math

TAIL = math.exp(-700.0)


def f(x, y):
    softplus = max(x, 0.0) + math.log1p(math.exp(-abs(x)))
    p = 1.0 / (1.0 + math.exp(-x)) if x >= 0.0 else math.exp(x) / (1.0 + math.exp(x))
    return softplus + y * p


wrt = ("x", "y")
points = [(0.7, 2.0), (-0.7, 2.0), (800.0, 2.0), (-700.0, 2.0)]
expected = [None, None, {"x": 1.0, "y": 1.0}, {"x": 3.0 * TAIL, "y": TAIL}]
max_order = 1
