"""Counts bounded by `min` and `max`, which need no branch: they have no derivative."""


def f(x, n):
    scale = max(len(x), n)
    total = 0.0
    for i in range(min(n, 3)):
        total = total + x[i] ** 2 * scale
    return total


BY = "x"
AT = [1.0, 2.0, 3.0, 4.0], 2


# --- reverse by x

def f_grad(x, n):
    scale = max(len(x), n)
    x_bar = [0.0] * len(x)
    for i in range(min(n, 3) - 1, -1, -1):
        x_bar[i] = 2.0 * x[i] * scale
    return x_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    scale = max(len(x), n)
    total = 0.0
    total_dot = 0.0
    for i in range(min(n, 3)):
        t = x[i]
        total_dot += scale * (2.0 * t * x_dot[i])
        total += t ** 2 * scale
    return total, total_dot
