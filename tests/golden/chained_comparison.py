"""A chained comparison decides, and has no derivative of its own."""


def f(x, low, high):
    if low < x <= high:
        return (x - low) * (high - x)
    return 0.0


BY = "x", "low", "high"
AT = 0.3, -1.0, 2.0
