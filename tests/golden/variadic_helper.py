"""A helper with any number of arguments."""


def total(*terms, weight=1.0):
    return weight * sum(terms)


def f(x, y):
    return total(x * y, x, y, weight=x)


BY = "x", "y"
AT = 1.5, 2.0


# --- reverse by x, y

def f_grad(x, y):
    return x * y + x + y + x + y * x, x + x * x


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    t = x * y + x + y
    return x * t, t * x_dot + x * (y * x_dot + x * y_dot + x_dot + y_dot)
