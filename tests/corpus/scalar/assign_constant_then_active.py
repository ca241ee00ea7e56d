"""A name that holds a constant on one path and a differentiated value on the other."""


def f(x, n):
    s = 0
    c = 1
    for i in range(n):
        if i == 1:
            c = x
        s = s + c
    return s * x


wrt = ("x",)
points = [(0.7, 1), (0.7, 2), (0.7, 3)]
