"""Two helpers of one source and different cells, used side by side."""


def times(k):
    def g(v):
        return v**k

    return g


square, cube = times(2), times(3)


def f(x):
    return square(x) + 10.0 * cube(x) + square(cube(x))


wrt = ("x",)
points = [(0.7,)]
