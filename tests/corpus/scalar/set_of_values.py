"""A set of constants, and a set of differentiated values in which equal ones are one."""


def f(x, kind):
    y = x * 2.0 if kind in {"a", "b"} else x
    return sum({x, y, x * 1.0}) * y


wrt = ("x",)
points = [(0.7, "a")]
may_refuse = "a set of differentiated values"
