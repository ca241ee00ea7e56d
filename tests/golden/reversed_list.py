"""A list read from its end."""


def f(x, t):
    y = 0.0
    for c in reversed(x):
        y = y * t + c
    return y


BY = "x", "t"
AT = [1.0, 2.0, -0.5], 0.3


# --- reverse by x, t

def f_grad(x, t):
    y_stack = []
    range2 = range(len(x) - 1, -1, -1)
    y = 0.0
    for k in range2:
        y_stack.append(y)
        y = y * t + x[k]
    x_bar = [0.0] * len(x)
    y_bar = 1.0
    t_bar = 0.0
    for k in range2[::-1]:
        y = y_stack.pop()
        y_bar2 = t * y_bar
        t_bar += y * y_bar
        x_bar[k] = y_bar
        y_bar = y_bar2
    return x_bar, t_bar


# --- forward by x, t

def f_jvp(x, t, x_dot, t_dot):
    y = 0.0
    y_dot = 0.0
    for k in range(len(x) - 1, -1, -1):
        y_dot = t * y_dot + y * t_dot + x_dot[k]
        y = y * t + x[k]
    return y, y_dot
