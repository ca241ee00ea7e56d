"""match on an int, with a guard that looks at a differentiated value and a captured name."""


def f(x, n):
    match n:
        case 0:
            y = x
        case 1 if x > 0.5:
            y = x * x
        case k:
            y = x**k + k
    return y * x


wrt = ("x",)
points = [(0.4, 0), (0.4, 1), (0.9, 1), (0.9, 3)]
