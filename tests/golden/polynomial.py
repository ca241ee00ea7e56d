"""Straight-line arithmetic: the value is not needed, so it is not computed."""


def f(x, y):
    return x**2 * y + y + 2


BY = "x", "y"
AT = 3.0, 4.0


# --- reverse by x, y

def f_grad(x, y):
    return 2.0 * x * y, x ** 2 + 1.0


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    t = x ** 2
    return t * y + y + 2, y * (2.0 * x * x_dot) + t * y_dot + y_dot
