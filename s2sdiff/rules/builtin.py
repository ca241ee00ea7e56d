"""Derivatives of the builtin functions of one real number.

`min`, `max`, `sum`, `len`, `sorted`, `divmod` and `pow` are not here: the front end takes them apart.
"""

from s2sdiff.rules.declare import constant, tangent

constant([int], "x")
constant([round], "number", "ndigits")


@tangent(abs)
def _(x, x_dot):
    return ((x > 0) - (x < 0)) * x_dot


@tangent(float)
def _(x, x_dot):
    return x_dot
