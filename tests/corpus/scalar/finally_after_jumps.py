"""``finally`` after a continue, a return, an exception that is caught, and alone."""


def last(x):
    try:
        if x[0] > 1.0:
            return x[0] * x[1]
    finally:
        extra = x[2] ** 2
    return x[0] + extra


def f(x):
    total = 0.0
    for v in x:
        try:
            total += v * v
            if v > 1.0:
                continue
            total *= 2.0
        finally:
            total += 1.5 * v
    try:
        ratio = x[0] / x[1]
        assert ratio < 100.0
    except (ZeroDivisionError, AssertionError):
        ratio = 0.0
    else:
        ratio = 2.0 * ratio
    finally:
        ratio = ratio + x[2]
    return total * ratio + last(x)


wrt = ("x",)
points = [([1.3, 0.7, 0.4],), ([0.3, 0.7, 0.4],), ([3.0, 0.02, 0.4],)]
