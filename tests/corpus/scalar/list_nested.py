"""A list of lists that is differentiated, with rows of different lengths."""


def f(m):
    s = 1.0
    for row in m:
        for v in row:
            s = s * v + 0.5
    return s * m[0][1] + len(m)


wrt = ("m",)
points = [([[0.7, 1.3], [-0.4]],), ([[0.7, 1.3], [], [2.0, 0.1, 0.4]],)]
