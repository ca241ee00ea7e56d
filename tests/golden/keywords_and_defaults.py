"""Defaults of the primal are defaults of its derivative."""


def f(x, y=2.0, *, scale=3.0):
    return scale * x * y


BY = "x"
AT = (1.5,)


# --- reverse by x

def f_grad(x, y=2.0, *, scale=3.0):
    return scale * y


# --- forward by x

def f_jvp(x, y, x_dot, *, scale=3.0):
    return scale * x * y, y * (scale * x_dot)
