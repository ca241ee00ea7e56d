"""The else of a for loop over nothing runs as well."""


def f(x, n):
    for i in range(n):
        x = x * 2.0
        if i == 1:
            break
    else:
        x = x * x
    return x


wrt = ("x",)
points = [(0.9, 0), (0.9, 1), (0.9, 2), (0.9, 3)]
