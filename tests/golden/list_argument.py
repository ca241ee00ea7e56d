"""The gradient by a list is a list."""


def f(x):
    total = 0.0
    for i in range(len(x) - 1):
        total += (x[i + 1] - x[i]) ** 2
    return total


BY = "x"
AT = ([0.5, 1.5, -1.0],)


# --- reverse by x

def f_grad(x):
    x_bar = [0.0] * len(x)
    for i in range(len(x) - 2, -1, -1):
        t = 2.0 * (x[i + 1] - x[i])
        x_bar[i] -= t
        x_bar[i + 1] += t
    return x_bar


# --- forward by x

def f_jvp(x, x_dot):
    total = 0.0
    total_dot = 0.0
    for i in range(len(x) - 1):
        t = x[i + 1] - x[i]
        total_dot += 2.0 * t * (x_dot[i + 1] - x_dot[i])
        total += t ** 2
    return total, total_dot
