"""A decorator that only registers the function and gives it back."""

registry = {}


def register(fn):
    registry[fn.__name__] = fn
    return fn


@register
def square(v):
    return v * v


@register
def f(x):
    return square(x) * x


wrt = ("x",)
points = [(0.7,)]
