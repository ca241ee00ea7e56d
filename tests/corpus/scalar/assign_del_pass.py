"""del and pass: the deleted name may be born again with another value."""


def f(x):
    y = x * x
    z = y * x
    del y
    pass
    y = z + x
    del z
    return y * y


wrt = ("x",)
points = [(0.7,)]
