"""An int argument, or one in a tuple, on which it depends what is returned, how often a list is unpacked, and what a name holds."""


def parts(x, order, ends):
    if order == 2:
        return 1.0 - x**2, (1.0 - x) ** 2
    if order == 3:
        return 1.0 - x**3, 1.5 * (1 - x**2), 0.5 * (1 - x) ** 3
    raise ValueError(f"no such order: {order}")


def largest(*values):
    return max(values)


def f(x, y, order, ends=(1, 2)):
    whole = sum(parts(x, order, ends)) * largest(*[x * y, y] * order)
    width = ends[0]
    if width == 1:
        width = (x, y)
    if isinstance(width, tuple):
        return whole + width[0] * width[1]
    return whole * width


wrt = ("x", "y")
points = [(0.7, 1.2, 2), (0.7, 1.2, 3), (0.4, 0.9, 3, (2, 1)), (0.3, 1.1, 2, (1, 5))]
failing = [((0.7, 1.2, 4), ValueError)]
