"""float of an int, int of a real, bool of a real, float of a real."""


def f(x, n):
    k = int(x)
    y = float(n) * x + float(k)
    if bool(x):
        y = y + float(x) * x
    return y + int(x * 10) * 0.1


wrt = ("x",)
points = [(2.34, 3), (-2.34, 3)]
