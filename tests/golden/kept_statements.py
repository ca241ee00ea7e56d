"""What has nothing to do with the derivative stays as it is."""


def f(x, y):
    assert y > 0.0, "y is positive"
    if x < -10.0:
        raise ValueError(f"x is too small: {x}")
    return x * x / y


BY = "x", "y"
AT = 1.5, 2.0


# --- reverse by x, y

def f_grad(x, y):
    assert y > 0.0, 'y is positive'
    if x < -10.0:
        raise ValueError(f'x is too small: {x}')
    t_bar = 1.0 / y
    return 2.0 * x * t_bar, -(t_bar * (x * x / y))


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    assert y > 0.0, 'y is positive'
    if x < -10.0:
        raise ValueError(f'x is too small: {x}')
    t = x * x / y
    return t, (2.0 * x * x_dot - t * y_dot) / y
