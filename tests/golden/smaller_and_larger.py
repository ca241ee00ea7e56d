"""`min` and `max` on numbers follow the one that was taken."""


def f(x, y):
    return max(x, 0.0) * min(y, 3.0)


BY = "x", "y"
AT = 1.5, 2.0


# --- reverse by x, y

def f_grad(x, y):
    t = 0.0 > x
    y_bar = 0.0 if t else x
    if 3.0 < y:
        x_bar = 3.0
        y_bar = 0.0
    else:
        x_bar = y
    if t:
        return 0.0, y_bar
    return x_bar, y_bar


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    if 0.0 > x:
        t = 0.0
        t_dot = 0.0
    else:
        t = x
        t_dot = x_dot
    if 3.0 < y:
        t2 = 3.0
        t_dot2 = 0.0
    else:
        t2 = y
        t_dot2 = y_dot
    return t * t2, t2 * t_dot + t * t_dot2
