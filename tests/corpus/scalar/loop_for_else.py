"""The else of a for loop runs when no break did."""


def f(x, limit):
    s = x
    for i in range(3):
        s = s * 1.4 + 0.1 * i
        if s > limit:
            break
    else:
        s = s * x
    return s


wrt = ("x",)
points = [(0.9, 1.5), (0.9, 99.0)]
