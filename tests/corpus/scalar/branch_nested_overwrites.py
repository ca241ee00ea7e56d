"""Deeply nested branches that overwrite a variable on some paths and not on others."""


def f(x, y):
    z = x * y
    if x > 0.0:
        if y > 0.0:
            z = z * z
            if z > 1.0:
                z = z * x
        else:
            y = y * y
    elif y > 1.0:
        x = x * y
    else:
        z = x - z
    return x + y * z


wrt = ("x", "y")
points = [(0.5, 0.7), (1.5, 1.7), (0.5, -0.7), (-0.5, 1.7), (-0.5, 0.7)]
