"""An array in a tuple that is popped is changed, while another tuple of the list holds it too: refused."""

import numpy as np


def f(u, s):
    stack = [(u * 1, 0)]
    x, depth = stack[-1]
    stack.append((x, depth + 1))
    x, depth = stack.pop()
    x[0] = s
    return np.sum(stack[0][0] ** 2) * depth


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
refused = "an array in a tuple in a list is changed"
