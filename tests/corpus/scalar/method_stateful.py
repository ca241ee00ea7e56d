"""A method that stores a differentiated value in its object, and reads it again."""


class Meter:
    def __init__(self):
        self.total = 0.0

    def add(self, v):
        self.total = self.total + v * v


def f(x, y):
    meter = Meter()
    meter.add(x)
    meter.add(x * y)
    return meter.total * y


wrt = ("x", "y")
points = [(0.7, 1.3)]
