"""Elements that are overwritten by what cannot be undone: they are saved one by one."""

import numpy as np


def f(x):
    y = x.copy()
    for i in range(1, len(y)):
        y[i] = y[i] * y[i - 1]
    return y[-1]


BY = "x"
AT = (np.array([0.5, 1.5, -0.3]),)


# --- reverse by x

import numpy as np


def f_grad(x):
    t_stack = []
    y = x.copy()
    t = len(y)
    for i in range(1, t):
        t2 = y[i]
        t_stack.append(t2)
        y[i] = t2 * y[i - 1]
    y_bar = np.zeros(y.shape)
    y_bar[-1] = 1.0
    for i in range(t - 1, 0, -1):
        t2 = t_stack.pop()
        t_bar = y_bar[i]
        y_bar[i] = 0.0
        y_bar[i - 1] += t2 * t_bar
        y_bar[i] += y[i - 1] * t_bar
    return y_bar


# --- forward by x

def f_jvp(x, x_dot):
    y_dot = x_dot.copy()
    y = x.copy()
    y2 = y
    for i in range(1, len(y)):
        t = y2[i]
        t2 = y2[i - 1]
        y_dot[i] = t2 * y_dot[i] + t * y_dot[i - 1]
        y2[i] = t * t2
    return y2[-1], y_dot[-1]
