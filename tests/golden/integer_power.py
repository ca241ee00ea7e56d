"""An integer exponent is not differentiated by."""


def f(x, n):
    return (1.0 + x) ** n


BY = "x"
AT = 0.5, 4


# --- reverse by x

def f_grad(x, n):
    t = 1.0 + x
    if n != 0:
        return n * t ** (n - 1)
    return 0.0


# --- forward by x

def f_jvp(x, n, x_dot):
    t = 1.0 + x
    return t ** n, n * t ** (n - 1) * x_dot if n != 0 else 0.0
