"""A loop over a fixed list of coefficients, which are not differentiated by."""


def f(x, coefficients):
    total = 0.0
    for c in coefficients:
        total = total * x + c
    return total


BY = "x"
AT = 0.7, [1.0, -2.0, 0.5, 3.0]


# --- reverse by x

def f_grad(x, coefficients):
    total_stack = []
    t = len(coefficients)
    total = 0.0
    for k in range(t):
        total_stack.append(total)
        total = total * x + coefficients[k]
    total_bar = 1.0
    x_bar = 0.0
    for _ in range(t):
        total = total_stack.pop()
        total_bar2 = x * total_bar
        x_bar += total * total_bar
        total_bar = total_bar2
    return x_bar


# --- forward by x

def f_jvp(x, coefficients, x_dot):
    total = 0.0
    total_dot = 0.0
    for k in range(len(coefficients)):
        total_dot = x * total_dot + total * x_dot
        total = total * x + coefficients[k]
    return total, total_dot
