"""A global is read when the derivative is called."""

GRAVITY = 9.81


def f(height, mass):
    return mass * GRAVITY * height


BY = "height"
AT = 10.0, 2.0
