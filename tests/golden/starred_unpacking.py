"""A starred name takes the rest of a list."""


def f(x, y):
    first, *rest = [x * y, x + y, y * y]
    return first * rest[0] + rest[1]


BY = "x", "y"
AT = 0.4, 1.3


# --- reverse by x, y

def f_grad(x, y):
    t = [x * y, x + y, y * y]
    rest = [t[1], t[2]]
    rest_bar = [0.0] * len(rest)
    rest_bar[1] = 1.0
    rest_bar[0] = t[0]
    t_bar = [0.0] * len(t)
    t_bar[2] = rest_bar[1]
    t_bar[1] = rest_bar[0]
    t_bar[0] = rest[0]
    t_bar2 = t_bar[0]
    x_bar = t_bar[1]
    return x_bar + y * t_bar2, 2.0 * y * t_bar[2] + x_bar + x * t_bar2


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    t_dot = [y * x_dot + x * y_dot, x_dot + y_dot, 2.0 * y * y_dot]
    t = [x * y, x + y, y * y]
    first = t[0]
    rest_dot = [t_dot[1], t_dot[2]]
    rest = [t[1], t[2]]
    t2 = rest[0]
    return first * t2 + rest[1], t2 * t_dot[0] + first * rest_dot[0] + rest_dot[1]
