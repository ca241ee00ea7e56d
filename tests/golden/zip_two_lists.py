"""Two lists side by side."""


def f(x, y):
    total = 0.0
    for a, b in zip(x, y):
        total += a * b
    return total


BY = "x", "y"
AT = [1.0, 2.0], [3.0, -4.0]


# --- reverse by x, y

def f_grad(x, y):
    x_bar = [0.0] * len(x)
    y_bar = [0.0] * len(y)
    for k in range(min(len(x), len(y)) - 1, -1, -1):
        y_bar[k] = x[k]
        x_bar[k] = y[k]
    return x_bar, y_bar


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    total = 0.0
    total_dot = 0.0
    for k in range(min(len(x), len(y))):
        a = x[k]
        b = y[k]
        total_dot += b * x_dot[k] + a * y_dot[k]
        total += a * b
    return total, total_dot
