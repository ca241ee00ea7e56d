"""Ten programs that write arrays in place, as they stand in NumPy; run_peers.py compares on them.

jax_programs.py and autograd_programs.py say the same in the idiom of JAX and of autograd.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


def heat(u, c, steps):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += c * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u**2)


def jacobi(u, b, steps):
    u = u.copy()
    v = u.copy()
    for _ in range(steps):
        v[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - b[1:-1, 1:-1])
        u, v = v, u
    return np.sum(u**2)


def gauss_seidel(u, b, sweeps):
    u = u.copy()
    rows, columns = u.shape
    for _ in range(sweeps):
        for i in range(1, rows - 1):
            for j in range(1, columns - 1):
                u[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] - b[i, j])
    return np.sum(u**2)


def solve_columns(r, x):
    """Tridiagonal systems (-r, 1 + 2 r, -r) down every column of x, in place."""
    n = len(x)
    upper = np.zeros(n)
    upper[0] = -r / (1.0 + 2.0 * r)
    x[0] /= 1.0 + 2.0 * r
    for i in range(1, n):
        pivot = 1.0 + 2.0 * r + r * upper[i - 1]
        upper[i] = -r / pivot
        x[i] = (x[i] + r * x[i - 1]) / pivot
    for i in range(n - 2, -1, -1):
        x[i] -= upper[i] * x[i + 1]


def adi(u, r, steps):
    u = u.copy()
    for _ in range(steps):
        x = (1.0 - 2.0 * r) * u
        x[:, 1:] += r * u[:, :-1]
        x[:, :-1] += r * u[:, 1:]
        solve_columns(r, x)
        u[:] = (1.0 - 2.0 * r) * x
        u[1:] += r * x[:-1]
        u[:-1] += r * x[1:]
        solve_columns(r, u.T)
    return np.sum(u**2)


def cavity(nu, lid, n, dt, steps, iterations):
    h = 1.0 / (n - 1)
    u = np.zeros((n, n))
    v = np.zeros((n, n))
    p = np.zeros((n, n))
    b = np.zeros((n, n))
    u[-1] = lid
    for _ in range(steps):
        ux = (u[1:-1, 2:] - u[1:-1, :-2]) / (2.0 * h)
        uy = (u[2:, 1:-1] - u[:-2, 1:-1]) / (2.0 * h)
        vx = (v[1:-1, 2:] - v[1:-1, :-2]) / (2.0 * h)
        vy = (v[2:, 1:-1] - v[:-2, 1:-1]) / (2.0 * h)
        b[1:-1, 1:-1] = (ux + vy) / dt - ux**2 - 2.0 * uy * vx - vy**2
        for _ in range(iterations):
            q = p.copy()
            p[1:-1, 1:-1] = 0.25 * (
                q[1:-1, 2:] + q[1:-1, :-2] + q[2:, 1:-1] + q[:-2, 1:-1] - h * h * b[1:-1, 1:-1]
            )
            p[:, -1] = p[:, -2]
            p[0] = p[1]
            p[:, 0] = p[:, 1]
            p[-1] = 0.0
        un = u.copy()
        vn = v.copy()
        lap_u = un[1:-1, 2:] + un[1:-1, :-2] + un[2:, 1:-1] + un[:-2, 1:-1] - 4.0 * un[1:-1, 1:-1]
        lap_v = vn[1:-1, 2:] + vn[1:-1, :-2] + vn[2:, 1:-1] + vn[:-2, 1:-1] - 4.0 * vn[1:-1, 1:-1]
        px = (p[1:-1, 2:] - p[1:-1, :-2]) / (2.0 * h)
        py = (p[2:, 1:-1] - p[:-2, 1:-1]) / (2.0 * h)
        u[1:-1, 1:-1] += dt * (nu / h**2 * lap_u - un[1:-1, 1:-1] * ux - vn[1:-1, 1:-1] * uy - px)
        v[1:-1, 1:-1] += dt * (nu / h**2 * lap_v - un[1:-1, 1:-1] * vx - vn[1:-1, 1:-1] * vy - py)
    return np.sum(u**2) + np.sum(v**2)


def vertical_advection(u, w, dt):
    """Implicit vertical advection, levels first: a tridiagonal system in every column."""
    levels = len(u)
    upper = np.zeros_like(u)
    x = u.copy()
    upper[0] = 0.25 * dt * w[1]
    x[0] = u[0] - 0.25 * dt * w[1] * (u[1] - u[0])
    for k in range(1, levels):
        low = -0.25 * dt * w[k]
        flux = 0.25 * dt * w[k] * (u[k] - u[k - 1])
        high = np.zeros_like(low)
        if k < levels - 1:
            high = 0.25 * dt * w[k + 1]
            flux = flux + 0.25 * dt * w[k + 1] * (u[k + 1] - u[k])
        pivot = 1.0 - low - high - low * upper[k - 1]
        upper[k] = high / pivot
        x[k] = (u[k] - flux - low * x[k - 1]) / pivot
    for k in range(levels - 2, -1, -1):
        x[k] -= upper[k] * x[k + 1]
    return np.sum(x**2)


def cholesky(a):
    a = a.copy()
    n = len(a)
    total = 0.0
    for j in range(n):
        a[j, j] = np.sqrt(a[j, j] - a[j, :j] @ a[j, :j])
        a[j + 1 :, j] = (a[j + 1 :, j] - a[j + 1 :, :j] @ a[j, :j]) / a[j, j]
        total += np.log(a[j, j])
    return 2.0 * total


def durbin(r):
    """The Yule-Walker equations of a symmetric Toeplitz matrix with unit diagonal."""
    n = len(r)
    y = np.zeros(n)
    y[0] = -r[0]
    beta = 1.0
    alpha = -r[0]
    for k in range(1, n):
        beta *= 1.0 - alpha**2
        alpha = -(r[k] + r[:k][::-1] @ y[:k]) / beta
        y[:k] += alpha * y[:k][::-1]
        y[k] = alpha
    return np.sum(y**2)


def recursive_filter(image, alpha):
    """A smoothing filter of second order, forward and backward along the rows."""
    decay = np.exp(-alpha)
    gain = (1.0 - decay) ** 2 / (1.0 + 2.0 * alpha * decay - decay**2)
    a1, a2 = gain, gain * decay * (alpha - 1.0)
    a3, a4 = gain * decay * (alpha + 1.0), -gain * decay**2
    b1, b2 = 2.0 * decay, -(decay**2)
    n = image.shape[1]
    left = np.zeros_like(image)
    right = np.zeros_like(image)
    left[:, 0] = a1 * image[:, 0]
    left[:, 1] = a1 * image[:, 1] + a2 * image[:, 0] + b1 * left[:, 0]
    for j in range(2, n):
        left[:, j] = a1 * image[:, j] + a2 * image[:, j - 1] + b1 * left[:, j - 1] + b2 * left[:, j - 2]
    right[:, n - 2] = a3 * image[:, n - 1]
    for j in range(n - 3, -1, -1):
        right[:, j] = (
            a3 * image[:, j + 1] + a4 * image[:, j + 2] + b1 * right[:, j + 1] + b2 * right[:, j + 2]
        )
    return np.sum((left + right) ** 2)


def lstm(w, v, b, x, target):
    n = v.shape[0]
    h = np.zeros(n)
    c = np.zeros(n)
    states = np.zeros((len(x), n))
    for t in range(len(x)):
        z = x[t] @ w + h @ v + b
        s = 1.0 / (1.0 + np.exp(-z[: 3 * n]))
        c = s[n : 2 * n] * c + s[:n] * np.tanh(z[3 * n :])
        h = s[2 * n :] * np.tanh(c)
        states[t] = h
    return np.sum((states - target) ** 2) / len(x)


@dataclass(frozen=True)
class Program:
    """A NumPy program, its arguments, and which of them to differentiate; the others are static to JAX."""

    name: str
    primal: Callable[..., Any]
    args: tuple[Any, ...]
    argnums: tuple[int, ...]

    @property
    def static(self) -> tuple[int, ...]:
        return tuple(k for k, a in enumerate(self.args) if isinstance(a, int))


def programs() -> tuple[Program, ...]:
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> np.ndarray:
        return rng.normal(size=shape)

    square = normal(60, 60)
    hidden, inputs, steps = 32, 14, 200
    return (
        Program("heat, 1-D", heat, (np.linspace(0.0, 1.0, 1000) ** 2, 0.2, 200), (0, 1)),
        Program("Jacobi, buffers swapped", jacobi, (normal(64, 64), normal(64, 64), 50), (0, 1)),
        Program("Gauss-Seidel, by element", gauss_seidel, (normal(32, 32), normal(32, 32), 5), (0, 1)),
        Program("ADI", adi, (normal(48, 48), 0.4, 10), (0, 1)),
        Program("cavity flow", cavity, (0.1, 1.0, 25, 0.001, 40, 20), (0, 1)),
        Program(
            "vertical advection", vertical_advection,
            (normal(40, 32, 32), 0.5 * normal(40, 32, 32), 0.3), (0, 1),
        ),
        Program("Cholesky", cholesky, (square @ square.T + 60.0 * np.eye(60),), (0,)),
        Program("Durbin", durbin, (0.5 ** np.arange(1, 121) * (1.0 + 0.1 * normal(120)),), (0,)),
        Program("recursive filter", recursive_filter, (normal(128, 128), 0.5), (0, 1)),
        Program(
            "LSTM, 200 steps", lstm,
            (
                normal(inputs, 4 * hidden) / 4.0, normal(hidden, 4 * hidden) / 6.0, 0.1 * normal(4 * hidden),
                normal(steps, inputs), 0.5 * normal(steps, hidden),
            ),
            (0, 1, 2),
        ),
    )  # fmt: skip
