"""Augmented assignment of numbers is assignment."""


def f(x, y):
    z = x * y
    z += x
    z *= y
    z -= 3.0 * x
    z /= y
    return z


BY = "x", "y"
AT = 1.5, -0.7


# --- reverse by x, y

def f_grad(x, y):
    z = x * y + x
    z_bar = 1.0 / y
    z_bar2 = y * z_bar
    y_bar = z * z_bar - z_bar * ((z * y - 3.0 * x) / y) + x * z_bar2
    return z_bar2 - 3.0 / y + y * z_bar2, y_bar


# --- forward by x, y

def f_jvp(x, y, x_dot, y_dot):
    z = x * y + x
    z2 = (z * y - 3.0 * x) / y
    z_dot = (y * (y * x_dot + x * y_dot + x_dot) + z * y_dot - 3.0 * x_dot - z2 * y_dot) / y
    return z2, z_dot
