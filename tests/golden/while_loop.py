"""A while loop with two values that change."""


def f(x):
    y = 1.0
    while y < 100.0:
        y = y * x + 1.0
        x = x + 0.1
    return y * x


BY = "x"
AT = (1.5,)


# --- reverse by x

def f_grad(x):
    x_stack = []
    y_stack = []
    y = 1.0
    while y < 100.0:
        x_stack.append(x)
        y_stack.append(y)
        y = y * x + 1.0
        x += 0.1
    x_bar = y
    y_bar = x
    while x_stack:
        y = y_stack.pop()
        x = x_stack.pop()
        y_bar2 = x * y_bar
        x_bar += y * y_bar
        y_bar = y_bar2
    return x_bar


# --- forward by x

def f_jvp(x, x_dot):
    y = 1.0
    y_dot = 0.0
    while y < 100.0:
        y_dot = x * y_dot + y * x_dot
        y = y * x + 1.0
        x += 0.1
    return y * x, x * y_dot + y * x_dot
