"""What a try catches is what the program raises, not what its slope does: where that is infinite, it is no way out."""

import math


def f(x, y):
    total = 0.0
    for k in range(2):
        try:
            a = math.asin(x) + k
            b = a * math.sqrt(y)
        except ArithmeticError:
            a = 5.0 * x
            b = x * y
        except ValueError:
            a = x
            b = 3.0 * x
        total += a * b
    try:
        ratio = y / (1.0 - x)
    except ZeroDivisionError:
        ratio = 2.0 * y
    return total * ratio


wrt = ("x", "y")
points = [(0.3, 0.4), (-1.5, 0.4)]
