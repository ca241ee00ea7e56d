"""Operations that meet the same variable on both sides."""


def f(x):
    a = x * x
    b = a / (a + a)
    c = a - a * a
    d = x**x
    return a + b + c * d + x / x


wrt = ("x",)
points = [(0.7,), (1.9,)]
