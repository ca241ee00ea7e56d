"""try with else and finally; finally runs on both ways."""


def f(x, y):
    n = 0
    try:
        z = x / y
    except ZeroDivisionError:
        z = x
    else:
        z = z * x
    finally:
        n = n + 1
    return z * n


wrt = ("x",)
points = [(0.9, 0.4), (0.9, 0.0)]
