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
    t_stack = []
    t = len(x) - 1
    for i in range(t):
        t_stack.append(x[i + 1] - x[i])
    x_bar = [0.0] * len(x)
    for i in range(t - 1, -1, -1):
        t = t_stack.pop()
        t_bar = 2 * t * 1.0
        x_bar[i] -= t_bar
        x_bar[i + 1] += t_bar
    return x_bar


# --- forward by x

def f_jvp(x, x_dot):
    x_dot = list(x_dot)
    total = 0.0
    total_dot = 0.0
    for i in range(len(x) - 1):
        t = i + 1
        t2 = x[t] - x[i]
        total_dot += 2 * t2 * (x_dot[t] - x_dot[i])
        total += t2 ** 2
    return total, total_dot
