"""Calls with the items of a list that is an argument: its length is that of the call."""


def peak(t, height, centre, width):
    return height / (1.0 + ((t - centre) / width) ** 2)


def peaks(t, *p):
    total = 0.0
    for i in range(0, len(p), 3):
        height, centre, width = p[i : i + 3]
        total += peak(t, height, centre, width)
    return total


def f(p, ts):
    return sum(peaks(t, *p) ** 2 for t in ts)


wrt = ("p", "ts")
points = [([1.0, 0.2, 0.5], [0.1, 0.4]), ([1.0, 0.2, 0.5, 0.4, -0.3, 0.7], [0.1, 0.4, 0.9])]
