"""A loop in a loop: one stack serves both."""


def f(x, n):
    y = x
    for i in range(n):
        for j in range(i):
            y = y * x + j
    return y


BY = "x"
AT = 0.5, 4


# --- reverse by x

def f_grad(x, n):
    y_stack = []
    y = x
    for i in range(n):
        for j in range(i):
            y_stack.append(y)
            y = y * x + j
    y_bar = 1.0
    x_bar = 0.0
    for i in range(n - 1, -1, -1):
        for _ in range(i):
            y = y_stack.pop()
            y_bar2 = x * y_bar
            x_bar += y * y_bar
            y_bar = y_bar2
    return x_bar + y_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    y = x
    y_dot = x_dot
    for i in range(n):
        for j in range(i):
            y_dot = x * y_dot + y * x_dot
            y = y * x + j
    return y, y_dot
