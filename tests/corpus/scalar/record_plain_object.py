"""Attributes of an object that is not differentiated, and an attribute of an attribute."""


class Settings:
    scale = 2.0

    def __init__(self, shift, parent=None):
        self.shift = shift
        self.parent = parent


def f(x, s):
    return x * x * s.scale + s.shift * x + s.parent.shift


wrt = ("x",)
points = [(0.7, Settings(0.4, Settings(1.0)))]
