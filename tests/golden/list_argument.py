"""The gradient by a list is a list."""


def f(x):
    total = 0.0
    for i in range(len(x) - 1):
        total += (x[i + 1] - x[i]) ** 2
    return total


BY = "x"
AT = ([0.5, 1.5, -1.0],)


# --- reverse by x

def f_grad(x):
    x_bar = [0.0] * len(x)
    for i in range(len(x) - 2, -1, -1):
        t = i + 1
        t2 = 2.0 * (x[t] - x[i])
        x_bar[i] -= t2
        x_bar[t] += t2
    return x_bar


# --- forward by x

def f_jvp(x, x_dot):
    total = 0.0
    total_dot = 0.0
    for i in range(len(x) - 1):
        t = i + 1
        t2 = x[t] - x[i]
        total_dot += 2.0 * t2 * (x_dot[t] - x_dot[i])
        total += t2 ** 2
    return total, total_dot
