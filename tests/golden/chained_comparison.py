"""A chained comparison decides, and has no derivative of its own."""


def f(x, low, high):
    if low < x <= high:
        return (x - low) * (high - x)
    return 0.0


BY = "x", "low", "high"
AT = 0.3, -1.0, 2.0


# --- reverse by x, low, high

def f_grad(x, low, high):
    if low < x and x <= high:
        return low - x + (high - x), x - high, x - low
    return 0.0, 0.0, 0.0


# --- forward by x, low, high

def f_jvp(x, low, high, x_dot, low_dot, high_dot):
    if low < x and x <= high:
        t = x - low
        t2 = high - x
        return t * t2, t2 * (x_dot - low_dot) + t * (high_dot - x_dot)
    return 0.0, 0.0
