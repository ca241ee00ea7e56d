"""Geometric steps, products and extremes of segments, a mean that is known, and several axes one after the other."""

import numpy as np


def f(a, low):
    steps = np.geomspace(low, a[0, 0], 4)
    mean = np.mean(a, axis=0, keepdims=True)
    spread = np.var(a, axis=0, mean=mean) + np.std(a, axis=0, ddof=1, mean=2 * mean)
    parts = np.multiply.reduceat(a[1], [0, 2, 1]) + np.maximum.reduceat(a, [0, 2, 1], axis=1)[0]
    powers = a[2].copy()
    np.power.at(powers, [0, 1, 1], np.array([1.5, 2.0, low]))
    whole = np.apply_over_axes(np.sum, a * a, [0, 1])
    turn = np.cross(a[0, :3], a[1, :2]) + np.cross(a[2, 1:3], a[0, 1:4])
    scaled = np.convolve(a[0], low) * np.convolve(low * low, a[1], "same")
    return np.sum(steps) + np.sum(spread) + np.prod(parts) + np.sum(powers) * whole[0, 0] + np.sum(turn**2) + np.sum(scaled)


wrt = ("a", "low")
points = [(np.array([[5.0, 2.0, 0.7, 1.1], [1.2, 0.4, 2.5, 3.1], [0.3, 1.7, 2.2, 0.9]]), 0.6)]
