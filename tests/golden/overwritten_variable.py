"""One name for several values: each has a cotangent of its own."""


def f(x):
    x = x * x
    x = 1.0 + x * x
    return x * x


BY = "x"
AT = (1.2,)


# --- reverse by x

def f_grad(x):
    x2 = x * x
    return 2.0 * x * (4.0 * x2 * (1.0 + x2 * x2))


# --- forward by x

def f_jvp(x, x_dot):
    x2 = x * x
    x3 = 1.0 + x2 * x2
    return x3 * x3, 2.0 * x3 * (2.0 * x2 * (2.0 * x * x_dot))
