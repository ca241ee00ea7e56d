"""A loop over the rows of a matrix."""

import numpy as np


def f(points, centre):
    total = 0.0
    for p in points:
        total += np.sqrt(np.sum((p - centre) ** 2))
    return total


BY = "points", "centre"
AT = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.2]]), np.array([0.3, 0.1])


# --- reverse by points, centre

import numpy as np


def f_grad(points, centre):
    t_stack = []
    t = len(points)
    for k in range(t):
        t_stack.append(np.sqrt(np.sum((points[k] - centre) ** 2)))
    points_bar = np.zeros(points.shape)
    centre_bar = np.zeros(centre.shape)
    for k in range(t - 1, -1, -1):
        t2 = t_stack.pop()
        t_bar = 1.0 / t2 * (points[k] - centre)
        centre_bar -= t_bar
        points_bar[k] = t_bar
    return points_bar, centre_bar


# --- forward by points, centre

import numpy as np


def f_jvp(points, centre, points_dot, centre_dot):
    total = 0.0
    total_dot = 0.0
    for k in range(len(points)):
        t = points[k] - centre
        t2 = np.sqrt(np.sum(t ** 2))
        total_dot += 0.5 * np.sum(2 * t * (points_dot[k] - centre_dot)) / t2
        total += t2
    return total, total_dot
