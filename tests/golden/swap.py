"""Names that are swapped stand for each other's values; nothing is left of it in the derivative."""


def f(x, y):
    a, b = x * x, y
    a, b = b, a
    return a - 3.0 * b


BY = "x", "y"
AT = 2.0, 0.5


# --- reverse by x, y

def f_grad(x, y):
    return -6.0 * x, 1.0


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    return y - 3.0 * (x * x), y_dot - 6.0 * x * x_dot
