"""One name is None, then an int, then a real, then a string, then a real again."""


def f(x):
    a = None
    if a is None:
        a = 2
    a = a * x
    b = a
    a = "text"
    a = len(a) * b
    return a * a


wrt = ("x",)
points = [(0.7,)]
