"""An object that a condition chooses is changed, and read by its other name."""


class Box:
    def __init__(self, value):
        self.value = value


def f(x, y):
    one = Box(x)
    other = Box(y)
    chosen = one if x > y else other
    before = chosen.value * one.value
    chosen.value = x * y
    return before + one.value * other.value


wrt = ("x", "y")
points = [(0.7, 1.3), (2.0, 0.4)]
may_refuse = "which of the two objects was changed depends on the path"
