"""What has nothing to do with the derivative stays as it is."""


def f(x, y):
    assert y > 0.0, "y is positive"
    if x < -10.0:
        raise ValueError(f"x is too small: {x}")
    return x * x / y


BY = "x", "y"
AT = 1.5, 2.0
