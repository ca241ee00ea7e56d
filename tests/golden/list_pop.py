"""Items taken from a list."""


def f(x, y):
    values = [x * y, x + y, y]
    a = values.pop()
    b = values.pop()
    return a * b + values[0]


BY = "x", "y"
AT = 1.5, 2.5


# --- reverse by x, y

def f_grad(x, y):
    values = [x * y, x + y, y]
    a = values.pop()
    b = values.pop()
    values_bar = [0.0] * len(values)
    values_bar[0] = 1.0
    values_bar.append(a)
    values_bar.append(b)
    t_bar = values_bar[0]
    x_bar = values_bar[1]
    return x_bar + y * t_bar, values_bar[2] + x_bar + x * t_bar


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    values_dot = [y * x_dot + x * y_dot, x_dot + y_dot, y_dot]
    values = [x * y, x + y, y]
    a = values.pop()
    a_dot = values_dot.pop()
    b = values.pop()
    b_dot = values_dot.pop()
    return a * b + values[0], b * a_dot + a * b_dot + values_dot[0]
