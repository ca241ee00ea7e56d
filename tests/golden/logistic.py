"""A loop whose state is needed backwards: it is pushed on the way there and popped on the way back."""


def f(x, r, n):
    for _ in range(n):
        x = r * x * (1 - x)
    return x


BY = "x", "r"
AT = 0.3, 3.2, 20


# --- reverse by x, r

def f_grad(x, r, n):
    x_stack = []
    for _ in range(n):
        x_stack.append(x)
        x = r * x * (1 - x)
    x_bar = 1.0
    r_bar = 0.0
    for _ in range(n):
        x = x_stack.pop()
        t_bar = (1 - x) * x_bar
        r_bar += x * t_bar
        x_bar = r * t_bar - r * x * x_bar
    return x_bar, r_bar


# --- forward by x, r

def f_jvp(x, r, n, x_dot, r_dot):
    for _ in range(n):
        t = r * x
        t2 = 1 - x
        x_dot = t2 * (x * r_dot + r * x_dot) - t * x_dot
        x = t * t2
    return x, x_dot
