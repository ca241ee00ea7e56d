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
    x3 = 1.0 + x2 * x2
    x_bar = x2 * (x3 + x3)
    x_bar = x * (x_bar + x_bar)
    return x_bar + x_bar


# --- forward by x

def f_jvp(x, x_dot):
    t = x * x_dot
    x *= x
    t = x * (t + t)
    x = 1.0 + x * x
    t = x * (t + t)
    return x * x, t + t
