"""A loop that is linear in its state keeps nothing."""


def f(x, n):
    y = 0.0
    for _ in range(n):
        y = 0.5 * y + x
    return y


BY = "x"
AT = 0.7, 6


# --- reverse by x

def f_grad(x, n):
    y_bar = 1.0
    x_bar = 0.0
    for _ in range(n):
        x_bar += y_bar
        y_bar = 0.5 * y_bar
    return x_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    y = 0.0
    y_dot = 0.0
    for _ in range(n):
        y_dot = 0.5 * y_dot + x_dot
        y = 0.5 * y + x
    return y, y_dot
