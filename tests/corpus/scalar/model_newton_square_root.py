"""The square root by Newton's method, with a while loop on the residual."""


def f(a):
    x = a
    while abs(x * x - a) > 1e-12:
        x = 0.5 * (x + a / x)
    return x


wrt = ("a",)
points = [(2.0,), (0.3,)]
