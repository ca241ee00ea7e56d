"""Items of a list that are set and appended in a try, which may fail before each of that."""

import math


def f(x, cs):
    out = [x, x * x]
    for k in range(3):
        try:
            out[k] = out[k] * math.log(cs[k])
            out.append(1.0 / cs[k])
        except ValueError:
            out[k] = out[k] * 3.0
        except IndexError:
            out.append(x)
    return sum(v * v for v in out)


wrt = ("x", "cs")
points = [(0.5, [0.7, 2.0]), (0.5, [-0.7, 2.0])]
max_order = 2
