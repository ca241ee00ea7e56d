"""The else of a while loop runs when its condition turned false, and not after break."""


def f(x, n, stop):
    i = 0
    while i < n:
        x = x * x + 0.1
        if i == stop:
            break
        i += 1
    else:
        x = 3.0 * x
    return x


wrt = ("x",)
points = [(0.9, 0, 5), (0.9, 1, 5), (0.9, 3, 5), (0.9, 3, 0), (0.9, 3, 2)]
