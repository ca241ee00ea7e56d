"""Early returns: each way is differentiated on its own, and nothing records which one was taken."""

import math


def f(re, rough):
    if re < 2000.0:
        return 64.0 / re
    a = math.log10(rough / 3.7 + 5.74 / re**0.9)
    return 0.25 / a**2


BY = "re", "rough"
AT = 1e5, 1e-4


# --- reverse by re, rough

import math


def f_grad(re, rough):
    if re < 2000.0:
        return -64.0 / re ** 2, 0.0
    t = rough / 3.7 + 5.74 / re ** 0.9
    t_bar = -0.5 / math.log10(t) ** 3 / (2.302585092994046 * t)
    return -5.166 * t_bar / re ** 1.9, t_bar / 3.7


# --- forward by re, rough

import math


def f_jvp(re, rough, re_dot, rough_dot):
    if re < 2000.0:
        return 64.0 / re, -64.0 * re_dot / re ** 2
    t = rough / 3.7 + 5.74 / re ** 0.9
    a = math.log10(t)
    t_dot = -0.5 * ((rough_dot / 3.7 - 5.166 * re_dot / re ** 1.9) / (2.302585092994046 * t)) / a ** 3
    return 0.25 / a ** 2, t_dot
