"""A while loop: the reverse loop runs for as long as there are values on the stack."""


def f(a):
    x = a
    while abs(x * x - a) > 1e-12:
        x = 0.5 * (x + a / x)
    return x


BY = "a"
AT = (7.0,)
