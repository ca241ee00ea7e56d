"""dot, @, matmul, inner, outer, tensordot, vdot, kron, cross: vectors, matrices, stacks."""

import numpy as np


def f(a, b, u, v):
    total = a @ u @ v + np.dot(u, a.T @ v) + np.inner(u, v) * np.vdot(a, b)
    stack = np.matmul(np.stack([a, b]), a)
    total += np.sum(stack**2) + np.sum(stack @ u)
    total += np.tensordot(a, b) + np.sum(np.tensordot(a, b, axes=([0], [1])) ** 2)
    total += np.sum(np.outer(u, v) * a) + np.sum(np.kron(u, v) ** 2) + np.cross(u, v) @ u
    return total + np.cross(a, b)[0, 1]


rng = np.random.default_rng(76)
wrt = ("a", "b", "u", "v")
points = [(rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3))]
