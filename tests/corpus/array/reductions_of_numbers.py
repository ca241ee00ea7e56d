"""Reductions along the last axis that serve arrays of vectors and single numbers alike, and one that is carried on."""
import functools

import numpy as np


def dot(u, v):
    return np.sum(u * v, axis=-1)


def size(u):
    return np.sqrt(np.add.reduce(u**2, axis=-1)) + np.max(u, axis=-1) * np.prod(u, -1)


def f(u, v, a, b):
    turns = [np.outer(u, v)] + [np.eye(3) * k * a for k in range(1, 3)]
    for k in range(2):
        turns.append(np.eye(3) + b * k * np.outer(v, u))
    product = functools.reduce(np.dot, turns[::-1])
    return dot(u, v) * dot(a, b) + size(u) * size(a) + np.trace(product)


wrt = ("u", "v", "a", "b")
points = [(np.array([0.3, -0.8, 0.5]), np.array([1.2, 0.4, -0.6]), 0.7, -0.4)]
