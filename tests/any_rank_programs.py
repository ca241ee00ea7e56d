"""Functions of arrays whose annotations say nothing of ranks, which are called with arrays of many."""

import numpy as np
from numpy.typing import NDArray


def softmax_loss(w: np.ndarray, x: np.ndarray, labels: np.ndarray):
    z = x @ w
    z = z - np.max(z, axis=-1, keepdims=True)
    logp = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return -np.mean(np.sum(logp * labels, axis=-1))


def norm2(x: np.ndarray):
    return np.sqrt(np.sum(x * x))


def mse(w: np.ndarray, b: float, x: np.ndarray, y: np.ndarray):
    r = x @ w + b - y
    return np.mean(r**2)


def broad(x: np.ndarray, y: np.ndarray):
    z = x * y + x
    u = np.where(z > 0.5, z * x, y)
    return np.sum(u * np.exp(-x)) + np.mean(x / (1.0 + y * y))


def branchy(x: np.ndarray, y: np.ndarray):
    z = x
    if np.sum(y) > 0.0:
        z = x + y
    else:
        z = x * 2.0
    return np.sum(z * z * x)


def loopy(x: np.ndarray, y: np.ndarray):
    z = x
    for k in range(3):
        z = np.sin(z) + y * k
    return np.sum(z * x)


def grows(x: np.ndarray, y: np.ndarray):
    z = x
    for _ in range(2):
        z = z * y
    return np.sum(z + x)


def stencil(u: np.ndarray, a: float):
    v = u.copy()
    for _ in range(3):
        v[1:-1] = v[1:-1] + a * (v[2:] - 2.0 * v[1:-1] + v[:-2])
        v[0] = v[-1] * 0.5
    return np.sum(v**3)


def slices(u: np.ndarray):
    steps = np.sum(u[1:] * u[:-1]) + np.sum(u[::2] ** 2)
    return steps + np.sum(u[1:-1] * (u[2:] - u[:-2])) + np.sum(u[2:][1:] * u[3:])


def slices_two(u: np.ndarray, v: np.ndarray):
    d = u[1:] - v[:-1]
    return np.sum(d * d * v[1:])


def reduced(x: np.ndarray, y: np.ndarray):
    m = np.mean(x, axis=0, keepdims=True)
    s = np.std(x, axis=0, keepdims=True) + 1.0
    z = (x - m) / s
    t = np.sum(x, axis=0, keepdims=True) * y
    return np.sum(z**3 * x) + np.sum(m * s) + np.sum(t) + np.sum(np.max(x, axis=0, keepdims=True) ** 2)


def reduced_last(x: np.ndarray):
    m = np.sum(x, -1, keepdims=True)
    n = np.max(x, axis=-1, keepdims=True)
    q = m * n + m
    return np.sum(q * x) + np.sum(q * q)


def written(x: np.ndarray, y: np.ndarray):
    z = np.zeros_like(x)
    z[:] = x * y
    z += x
    z *= 2.0
    return np.sum(z * z)


def swapped(x: np.ndarray, y: np.ndarray):
    a = x
    b = x * 2.0
    for _ in range(3):
        a, b = b, a + np.tanh(b) * 0.5
    return np.sum(a * y + b)


def helper(p, q):
    return p * q + np.sin(p)


def helped(x: np.ndarray, y: np.ndarray):
    return np.sum(helper(x, y) * helper(x, x))


def clipped(x: np.ndarray, y: np.ndarray):
    return np.sum(np.clip(x, 0.1, 0.9) * np.maximum(x, y) + np.abs(x) ** 1.5)


def product3(a: np.ndarray, b: np.ndarray, c: np.ndarray):
    return np.sum((a @ b) * np.tanh(c)) + np.sum(c)


def total(x: np.ndarray, y: np.ndarray):
    s = 0.0
    for k in range(3):
        s = s + x * k
    return np.sum(s * y) + np.sum(x.T * 1.0) + x.sum() + (x * x).mean()


def listed(x: np.ndarray, y: np.ndarray):
    parts = [x, x * y, y * 3.0]
    return sum(np.sum(p * p) for p in parts)


def early(x: np.ndarray, y: np.ndarray):
    if np.max(x) > 10.0:
        return np.sum(x)
    w = x - y
    while np.sum(w * w) > 0.5:
        w = w * 0.5
    return np.sum(w * x)


def reduced_then_scaled(x: np.ndarray, y: float):
    middle = np.mean(x, axis=0)
    middle *= y
    middle -= 1.0
    return np.sum(middle * middle) + np.sum(x @ x[0])


def items_then_scaled(x: np.ndarray, y: float):
    s = 0.0
    for k in range(len(x)):
        row = 2.0 * x[k]
        row *= y
        row += np.sin(row)
        s = s + row
    return np.sum(s)


def singular_values(x: np.ndarray, y: np.ndarray):
    return np.sum(np.linalg.svd(x)[1] ** 3) + np.sum(x * y)


def eliminated(a: np.ndarray, b: np.ndarray):
    m = np.copy(a)
    v = b.copy()
    shape = a.shape
    for k in range(shape[1]):
        v[k] /= m[k, k]
        for j in range(k + 1, shape[0]):
            v[j] -= m[j, k] * v[k]
            m[j, :] = m[j, :] - 0.1 * m[k, :]
    return np.sum(v)


def product_of_picked(x: np.ndarray, k: NDArray[np.int64]):
    rows = x[k[0]]
    return np.sum(np.dot(rows, rows))
