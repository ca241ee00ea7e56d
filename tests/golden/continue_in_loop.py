"""Rounds of a loop that are cut short."""


def f(x, n):
    y = x
    for i in range(n):
        if i % 2 == 0:
            continue
        y = y * y
    return y


BY = "x"
AT = 1.1, 5


# --- reverse by x

def f_grad(x, n):
    y_stack = []
    y = x
    for i in range(n):
        y_stack.append(y)
        if not i % 2 == 0:
            y *= y
    y_bar = 1.0
    for i in range(n - 1, -1, -1):
        y = y_stack.pop()
        if not i % 2 == 0:
            y_bar = 2.0 * y * y_bar
    return y_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    y = x
    y_dot = x_dot
    for i in range(n):
        if not i % 2 == 0:
            y_dot = 2.0 * y * y_dot
            y *= y
    return y, y_dot
