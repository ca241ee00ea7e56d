"""Names made of underscores and names that differ by one."""


def f(_, __, _x):
    x = _ * __
    x_ = x * _x
    x__ = x_ + x
    _1 = x__ * _
    return _1 + x_


wrt = ("_", "__", "_x")
points = [(0.7, 1.3, 0.4)]
