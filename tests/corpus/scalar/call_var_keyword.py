"""A helper with **kwargs that passes them on, and a call with a starred dict."""


def law(x, a=1.0, b=0.0):
    return a * x * x + b


def outer(x, **options):
    return law(x, **options) * options.get("a", 1.0)


def f(x, y):
    chosen = {"a": y, "b": x}
    return outer(x) + outer(x, a=y) + outer(y, b=x * y) * law(x, **chosen)


wrt = ("x", "y")
points = [(0.7, 1.3)]
