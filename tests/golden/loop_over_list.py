"""A loop over the items of a list."""


def f(x):
    product = 1.0
    for v in x:
        product *= v
    return product


BY = "x"
AT = ([0.5, 1.5, -1.0],)


# --- reverse by x

def f_grad(x):
    product_stack = []
    t = len(x)
    product = 1.0
    for k in range(t):
        product_stack.append(product)
        product *= x[k]
    x_bar = [0.0] * len(x)
    product_bar = 1.0
    for k in range(t - 1, -1, -1):
        product = product_stack.pop()
        product_bar2 = x[k] * product_bar
        x_bar[k] = product * product_bar
        product_bar = product_bar2
    return x_bar


# --- forward by x

def f_jvp(x, x_dot):
    product = 1.0
    product_dot = 0.0
    for k in range(len(x)):
        v = x[k]
        product_dot = v * product_dot + product * x_dot[k]
        product *= v
    return product, product_dot
