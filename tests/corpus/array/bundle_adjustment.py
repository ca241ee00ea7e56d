"""A bundle-adjustment residual: Rodrigues' rotation with its small-angle branch, and lens distortion."""

import numpy as np


def rotate(rot, point):
    angle2 = np.sum(rot**2)
    if angle2 > 0.0:
        angle = np.sqrt(angle2)
        axis = rot / angle
        c = np.cos(angle)
        return point * c + np.cross(axis, point) * np.sin(angle) + axis * (axis @ point) * (1.0 - c)
    return point + np.cross(rot, point)


def f(cameras, places, weights, observed, which):
    total = 0.0
    for k in range(len(observed)):
        camera = cameras[which[k, 0]]
        point = rotate(camera[:3], places[which[k, 1]] - camera[3:6])
        flat = point[:2] / point[2]
        r2 = flat @ flat
        seen = camera[6] * (1.0 + camera[7] * r2 + camera[8] * r2**2) * flat
        error = weights[k] * (seen - observed[k])
        total += error @ error
    return total


rng = np.random.default_rng(39)
cams = np.array(
    [[0.1, 0.2, -0.1, 0.0, 0.1, -5.0, 1.2, 0.05, 0.01], [0.0, 0.0, 0.0, 0.2, 0.0, -4.0, 1.0, 0.02, 0.0]]
)
wrt = ("cameras", "places", "weights")
points = [
    (
        cams[:1],
        rng.normal(size=(2, 3)),
        np.array([1.0, 0.5]),
        rng.normal(size=(2, 2)),
        np.array([[0, 0], [0, 1]]),
    ),
    (
        cams + 0.01,
        rng.normal(size=(2, 3)),
        np.ones(3),
        rng.normal(size=(3, 2)),
        np.array([[0, 0], [1, 1], [1, 0]]),
    ),
]
