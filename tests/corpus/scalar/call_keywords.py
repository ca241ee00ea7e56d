"""f itself called by keyword, with defaults, and with a keyword-only parameter that is differentiated."""


def f(x, y=2.0, *, k=3.0, squared=False):
    z = x * y + k * x
    return z * z if squared else z * k


wrt = ("x", "k")
points = [
    dict(args=(0.7,), kwargs={"k": 1.3}),
    dict(args=(0.7, 0.4), kwargs={"k": 1.3, "squared": True}),
    dict(kwargs={"k": 1.3, "x": 0.7}),
]
