"""A named tuple read by attribute."""

from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


def f(p):
    return p.x * p.y + p.x


BY = "p"
AT = (Point(2.0, 3.0),)


# --- reverse by p

from golden_namedtuple_argument import Point


def f_grad(p):
    return Point(x=p.y + 1.0, y=p.x)


# --- forward by p

def f_jvp(p, p_dot):
    p_dot2 = p_dot.x
    x = p.x
    y = p.y
    return x * y + x, y * p_dot2 + x * p_dot.y + p_dot2
