"""setattr and __dict__ as a way around plain attributes."""


class Box:
    pass


def f(x):
    box = Box()
    setattr(box, "value", x * x)
    return getattr(box, "value") * vars(box)["value"]


wrt = ("x",)
points = [(0.7,)]
may_refuse = "a differentiated value kept in an object"
