"""Items of a list that are overwritten: what was there is put back on the way back."""


def f(x, n):
    values = [x, 1.0]
    for _ in range(n):
        values[0] = values[0] * values[1]
        values[1] = values[1] + values[0]
    return values[1]


BY = "x"
AT = 0.6, 3


# --- reverse by x

def f_grad(x, n):
    t_stack = []
    t_stack2 = []
    values = [x, 1.0]
    for _ in range(n):
        t = values[0]
        t_stack.append(t)
        t2 = values[1]
        t_stack2.append(t2)
        values[0] = t * t2
        values[1] = values[1] + values[0]
    values_bar = [0.0] * len(values)
    values_bar[1] = 1.0
    for _ in range(n):
        t = t_stack2.pop()
        t2 = t_stack.pop()
        t_bar = values_bar[1]
        values_bar[1] = 0.0
        values_bar[0] += t_bar
        values_bar[1] += t_bar
        t_bar = values_bar[0]
        values_bar[0] = 0.0
        values_bar[1] += t2 * t_bar
        values_bar[0] += t * t_bar
    return values_bar[0]


# --- forward by x

def f_jvp(x, n, x_dot):
    values_dot = [x_dot, 0.0]
    values = [x, 1.0]
    for _ in range(n):
        t = values[0]
        t2 = values[1]
        values[0] = t * t2
        values_dot[0] = t2 * values_dot[0] + t * values_dot[1]
        values[1] = values[1] + values[0]
        values_dot[1] = values_dot[1] + values_dot[0]
    return values[1], values_dot[1]
