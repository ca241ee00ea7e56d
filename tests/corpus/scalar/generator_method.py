"""Methods that yield, and an object that is iterated over."""


class Grid:
    def __init__(self, n, h):
        self.n = n
        self.h = h

    def __iter__(self):
        for i in range(self.n):
            yield i * self.h

    def cells(self):
        left = None
        for right in self:
            if left is not None:
                yield left, right
            left = right


def f(h, n):
    grid = Grid(n, h)
    return sum((b - a) * 0.5 * (a**3 + b**3) for a, b in grid.cells()) + sum(v * v for v in grid)


wrt = ("h",)
points = [(0.7, 2), (0.7, 5)]
