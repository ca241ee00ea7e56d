"""A list comprehension."""


def f(x):
    squares = [v * v for v in x]
    return sum(squares) / len(x)


BY = "x"
AT = ([1.0, -2.0, 0.5],)


# --- reverse by x

def f_grad(x):
    t = []
    t2 = len(x)
    for k in range(t2):
        v = x[k]
        t.append(v * v)
    total_bar = 1.0 / len(x)
    t_bar = [0.0] * len(t)
    for k in range(len(t) - 1, -1, -1):
        t_bar[k] = total_bar
    x_bar = [0.0] * len(x)
    for k in range(t2 - 1, -1, -1):
        t_bar2 = t_bar.pop()
        x_bar[k] = 2.0 * x[k] * t_bar2
    return x_bar


# --- forward by x

def f_jvp(x, x_dot):
    t = []
    t_dot = []
    for k in range(len(x)):
        v = x[k]
        t.append(v * v)
        t_dot.append(2.0 * v * x_dot[k])
    total = 0
    total_dot = 0.0
    for k in range(len(t)):
        total_dot += t_dot[k]
        total += t[k]
    t2 = len(x)
    return total / t2, total_dot / t2
