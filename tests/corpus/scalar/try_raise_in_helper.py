"""The exception comes out of a helper, which raises it itself."""


def checked(v):
    if v < 0.0:
        raise ValueError(f"negative: {v:.2f}")
    return v * v


def f(x, y):
    try:
        a = checked(x)
    except ValueError:
        a = y
    return a * y


wrt = ("x", "y")
points = [(0.5, 0.7), (-0.5, 0.7)]
