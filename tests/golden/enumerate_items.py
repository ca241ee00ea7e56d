"""Items with their numbers."""


def f(x):
    total = 0.0
    for k, v in enumerate(x):
        total += k * v * v
    return total


BY = "x"
AT = ([0.5, 1.5, -1.0],)


# --- reverse by x

def f_grad(x):
    x_bar = [0.0] * len(x)
    for k in range(len(x) - 1, -1, -1):
        v = x[k]
        x_bar[k] = k * v + k * v
    return x_bar


# --- forward by x

def f_jvp(x, x_dot):
    total = 0.0
    total_dot = 0.0
    for k in range(len(x)):
        v_dot = x_dot[k]
        v = x[k]
        t = k * v
        total_dot += v * (k * v_dot) + t * v_dot
        total += t * v
    return total, total_dot
