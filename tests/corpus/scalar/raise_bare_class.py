"""raise of a class, and raise ... from."""


class OutOfRange(Exception):
    pass


def f(x):
    if x > 2.0:
        raise OutOfRange
    if x > 1.0:
        raise OutOfRange("above one") from None
    return 1.0 / x


wrt = ("x",)
points = [(0.4,)]
failing = [((3.0,), OutOfRange), ((1.5,), OutOfRange)]
