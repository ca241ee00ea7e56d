"""A recursive function becomes one that runs forwards and one that runs backwards."""


def power(x, n):
    if n == 0:
        return 1.0
    return x * power(x, n - 1)


def f(x, n):
    return power(x, n) + x


BY = "x"
AT = 1.3, 4
