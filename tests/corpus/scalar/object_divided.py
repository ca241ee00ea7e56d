"""Objects of a class of the user on either side of a division."""


class Ratio:
    def __init__(self, top, below):
        self.top, self.below = top, below

    def __truediv__(self, other):
        return Ratio(self.top, self.below * other)

    def __rtruediv__(self, other):
        return Ratio(other * self.below, self.top)


def f(x, y):
    found = 3.0 / (Ratio(x, y) / (x * y))
    return (found.top / found.below) ** 2 + found.top


wrt = ("x", "y")
points = [(0.7, 1.3)]
