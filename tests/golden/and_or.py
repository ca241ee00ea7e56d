"""`and` and `or` on conditions."""


def f(x, y):
    if (x > 0.0 and y > 0.0) or x * y > 4.0:
        return x * y
    return x + y


BY = "x", "y"
AT = 1.0, 2.0


# --- reverse by x, y

def f_grad(x, y):
    if x > 0.0 and y > 0.0 or x * y > 4.0:
        return y, x
    return 1.0, 1.0


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    if x > 0.0 and y > 0.0 or x * y > 4.0:
        return x * y, y * x_dot + x * y_dot
    return x + y, x_dot + y_dot
