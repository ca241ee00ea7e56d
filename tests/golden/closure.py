"""A nested function that reads a variable of the function around it."""


def f(x, y):
    def scaled(t):
        return x * t

    return scaled(y) * scaled(y + 1.0)


BY = "x", "y"
AT = 1.5, 2.0


# --- reverse by x, y

def f_grad(x, y):
    t_bar_bar = x * y
    t = y + 1.0
    t_bar = x * t
    return t * t_bar_bar + y * t_bar, x * t_bar_bar + x * t_bar


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    t = x * y_dot
    t2 = x * y
    t3 = y + 1.0
    t4 = x * t3
    return t2 * t4, t4 * (y * x_dot + t) + t2 * (t3 * x_dot + t)
