"""Objects made in the function: a constructor with branches and a list, properties, defaults, a class attribute."""


class Section:
    factor = 1.5

    def __init__(self, width, height=None):
        self.width = width
        if height is None:
            self.height = width * width
        else:
            self.height = height
        self.sides = [self.width, self.height]
        self.sides.append(self.width * self.height)
        self.total = 0.0
        self.total += width

    @property
    def area(self):
        return self.width * self.height * self.factor

    def weight(self, load=2.0):
        return self.area * load + self.sides[-1] + self.total

    @classmethod
    def square(cls, side):
        return cls(side, height=side)


def f(x, y):
    total = Section(x).weight()
    for k in range(1, 3):
        part = Section(y, height=k * x)
        total += part.weight(load=x)
    return total + Section.square(x * y).area


wrt = ("x", "y")
points = [(0.7, 1.3)]
