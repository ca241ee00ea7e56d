"""Rodrigues' rotation by no angle at all: the branch that is taken gives the derivative."""

import numpy as np


def f(rot, point):
    angle2 = np.sum(rot**2)
    if angle2 > 0.0:
        angle = np.sqrt(angle2)
        axis = rot / angle
        c = np.cos(angle)
        turned = point * c + np.cross(axis, point) * np.sin(angle) + axis * (axis @ point) * (1.0 - c)
    else:
        turned = point + np.cross(rot, point)
    return turned @ np.array([1.0, 2.0, 3.0])


wrt = ("rot", "point")
points = [(np.zeros(3), np.array([1.0, -1.0, 2.0]))]
expected = [{"rot": np.array([-7.0, -1.0, 3.0]), "point": np.array([1.0, 2.0, 3.0])}]
max_order = 1
