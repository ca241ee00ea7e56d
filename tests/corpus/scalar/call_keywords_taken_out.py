"""Options that a function takes out of its keyword arguments before it passes the others on."""


def inner(x, scale=1.0, **others):
    return x * scale + sum(others.values())


def outer(x, **options):
    power = options.pop("power", 2)
    offset = options.pop("offset")
    options.setdefault("scale", 3.0)
    if "unused" in options:
        del options["unused"]
    return inner(x**power, **options) + offset


def f(x, y):
    return outer(x, offset=y, extra=x * y) + outer(y, power=3, offset=0.5, scale=x, unused=1.0)


wrt = ("x", "y")
points = [(0.7, 1.3)]
