"""The bound of a range is cut from a differentiated value: the bound carries no derivative."""


def f(x):
    s = 1.0
    for i in range(int(x)):
        s *= x + i
    return s


wrt = ("x",)
points = [(0.5,), (1.5,), (2.5,), (3.5,)]
