"""A list that grows: its cotangent shrinks with it."""


def f(x, n):
    values = [x]
    for _ in range(n):
        values.append(values[-1] * x)
    return sum(values)


BY = "x"
AT = 0.9, 4


# --- reverse by x

def f_grad(x, n):
    t_stack = []
    values = [x]
    for _ in range(n):
        t = values[-1]
        t_stack.append(t)
        values.append(t * x)
    values_bar = [0.0] * len(values)
    for k in range(len(values) - 1, -1, -1):
        values_bar[k] = 1.0
    x_bar = 0.0
    for _ in range(n):
        t = t_stack.pop()
        t_bar = values_bar.pop()
        x_bar += t * t_bar
        values_bar[-1] += x * t_bar
    return x_bar + values_bar[0]


# --- forward by x

def f_jvp(x, n, x_dot):
    values_dot = [x_dot]
    values = [x]
    for _ in range(n):
        t = values[-1]
        values.append(t * x)
        values_dot.append(x * values_dot[-1] + t * x_dot)
    total = 0
    total_dot = 0.0
    for k in range(len(values)):
        total_dot += values_dot[k]
        total += values[k]
    return total, total_dot
