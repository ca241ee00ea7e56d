"""A list of pairs that is differentiated, taken apart in the head of a loop."""


def f(pairs):
    area = 0.0
    for (x0, y0), (x1, y1) in zip(pairs, pairs[1:] + pairs[:1]):
        area += x0 * y1 - x1 * y0
    return 0.5 * abs(area)


wrt = ("pairs",)
points = [([(0.0, 0.1), (1.0, 0.2), (0.8, 1.1)],)]
