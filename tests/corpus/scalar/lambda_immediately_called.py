"""A lambda called where it stands, and one chosen by a condition."""


def f(x, flag):
    g = (lambda v: v * v) if flag else (lambda v: 3.0 * v)
    return (lambda v, w: v * w)(x, x + 1.0) + g(x)


wrt = ("x",)
points = [(0.7, True), (0.7, False)]
