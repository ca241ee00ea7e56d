"""The index of a loop is counted backwards on the way back."""


def f(x, n):
    total = 0.0
    for i in range(1, n):
        total += x**i / i
    return total


BY = "x"
AT = 0.4, 6


# --- reverse by x

def f_grad(x, n):
    x_bar = 0.0
    for i in range(n - 1, 0, -1):
        t_bar = 1.0 / i
        x_bar += i * x ** (i - 1) * t_bar if i != 0 else 0.0
    return x_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    total = 0.0
    total_dot = 0.0
    for i in range(1, n):
        total_dot += (i * x ** (i - 1) * x_dot if i != 0 else 0.0) / i
        total += x ** i / i
    return total, total_dot
