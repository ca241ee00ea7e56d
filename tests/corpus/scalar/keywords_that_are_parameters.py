"""Keywords that are passed on where the function has such a parameter, and defaults that are read from its signature."""
import inspect


def blend(a, b=2.0, power=3):
    return a**power * b + a


def only(fn, **options):
    known = inspect.signature(fn).parameters.keys()
    return fn(**{name: value for name, value in options.items() if name in known})


def weight(fn, x):
    total = 0.0
    for name, parameter in inspect.signature(fn).parameters.items():
        if parameter.default is not inspect.Parameter.empty:
            total += parameter.default * x
        elif name == "a":
            total += x * x
    return total


def f(x, y):
    return only(blend, a=x, b=y, unused=3.0) + only(blend, a=y, other=x) * weight(blend, x)


wrt = ("x", "y")
points = [(0.7, -0.3)]
