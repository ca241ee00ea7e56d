"""A conditional expression stays one where its derivative is as small."""


def f(x, slope):
    return x * x if x > 0.0 else slope * x


BY = "x", "slope"
AT = -2.0, 0.1


# --- reverse by x, slope

def f_grad(x, slope):
    if x > 0.0:
        return 2.0 * x, 0.0
    return slope, x


# --- forward by x, slope

def f_jvp(x, slope, x_dot, slope_dot):
    if x > 0.0:
        return x * x, 2.0 * x * x_dot
    return slope * x, x * slope_dot + slope * x_dot
