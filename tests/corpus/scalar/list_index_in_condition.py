"""Elements compared in the head of a while loop that moves an index."""


def f(xs, ys, x):
    i = 0
    while i < len(xs) - 2 and x > xs[i + 1]:
        i += 1
    t = (x - xs[i]) / (xs[i + 1] - xs[i])
    return ys[i] + t * (ys[i + 1] - ys[i])


wrt = ("xs", "ys", "x")
points = [([0.0, 1.0, 3.0], [2.0, 5.0, 4.0], 0.4), ([0.0, 1.0, 3.0], [2.0, 5.0, 4.0], 1.7)]
