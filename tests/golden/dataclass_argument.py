"""A dataclass read by attribute; its gradient is one too."""

from dataclasses import dataclass


@dataclass
class Spring:
    stiffness: float
    length: float


def f(spring, x):
    return 0.5 * spring.stiffness * (x - spring.length) ** 2


BY = "spring", "x"
AT = Spring(3.0, 1.0), 1.5


# --- reverse by spring, x

from golden_dataclass_argument import Spring


def f_grad(spring, x):
    t = x - spring.length
    x_bar = t * spring.stiffness
    return Spring(stiffness=0.5 * t ** 2, length=-x_bar), x_bar


# --- forward by spring, x

def f_jvp(spring, x, spring_dot, x_dot):
    t = 0.5 * spring.stiffness
    t2 = x - spring.length
    t3 = t2 ** 2
    return t * t3, 0.5 * t3 * spring_dot.stiffness + t * (2.0 * t2 * (x_dot - spring_dot.length))
