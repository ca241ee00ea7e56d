"""A quotient: what its derivatives share is computed once."""


def f(x, y):
    return (x + y) / (x * y)


BY = "x", "y"
AT = 2.0, 3.0


# --- reverse by x, y

def f_grad(x, y):
    t = x * y
    t_bar = 1.0 / t
    t = t_bar * ((x + y) / t)
    return t_bar - y * t, t_bar - x * t


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    t = x * y
    t2 = (x + y) / t
    return t2, (x_dot + y_dot - t2 * (y * x_dot + x * y_dot)) / t
