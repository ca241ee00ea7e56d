"""match on a string option, with alternatives and a default."""
import math


def f(x, method):
    match method:
        case "linear":
            return 3.0 * x
        case "square" | "quadratic":
            y = x * x
        case None:
            y = 1.0 / x
        case _:
            y = math.exp(x)
    return y + x


wrt = ("x",)
points = [(0.4, "linear"), (0.4, "square"), (0.4, "quadratic"), (0.4, None), (0.4, "other")]
