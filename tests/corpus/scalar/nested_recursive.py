"""A nested function that calls itself and captures a differentiated value."""


def f(x, n):
    def power(k):
        return 1.0 if k == 0 else x * power(k - 1)

    return power(n) + x


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
