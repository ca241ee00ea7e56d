"""A loop left as soon as a differentiated value is large enough: only trips made are run backwards."""


def f(x, limit):
    s = x
    for i in range(10):
        s = s * 1.5 + 0.01 * i
        if s > limit:
            break
        s = s + x * x
    return s


wrt = ("x",)
points = [(0.3, 0.1), (0.3, 2.0), (0.3, 1e9)]
