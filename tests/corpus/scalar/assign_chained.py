"""One value given to several names: what is done to one does not show in the other."""


def f(x, y):
    a = b = x * y
    a = a * a
    b += y
    return a - b


wrt = ("x", "y")
points = [(0.7, 1.3)]
