"""The derivative of `abs` is the sign, and 0 at 0."""


def f(x, y):
    return abs(x) * y


BY = "x", "y"
AT = -1.5, 2.0


# --- reverse by x, y

def f_grad(x, y):
    return (1.0 * (x > 0) - (x < 0)) * y, abs(x)


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    t = abs(x)
    return t * y, y * ((1.0 * (x > 0) - (x < 0)) * x_dot) + t * y_dot
