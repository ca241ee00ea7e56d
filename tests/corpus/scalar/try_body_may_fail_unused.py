"""What a try's body computes has no part in the derivative, yet decides which way is taken."""
import math


def f(x, y):
    try:
        z = math.log(x) / y + x
        k = 2.0
    except (ValueError, ZeroDivisionError):
        k = 3.0
        z = x
    return k * x * z


wrt = ("x",)
points = [(0.9, 0.4), (0.9, 0.0), (-0.9, 0.4)]
