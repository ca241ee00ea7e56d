"""Array programs, each with the reverse derivatives that people write by hand.

``*_reverse`` is what a careful person writes who goes through the program statement by statement:
buffers reused in place, nothing stored or computed in vain, known shapes used. ``*_restructured`` goes
further and changes the order of the sums, which no statement-by-statement adjoint does (one big
matrix product at the end in place of an outer product in every step); it is shown for comparison.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

# A perceptron with one hidden layer, softmax and cross entropy.


def perceptron(w1, b1, w2, b2, x, y):
    h = np.tanh(x @ w1 + b1)
    z = h @ w2 + b2
    z = z - np.max(z, axis=1, keepdims=True)
    log_p = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
    return -np.sum(y * log_p) / len(x)


def perceptron_reverse(w1, b1, w2, b2, x, y):
    h = x @ w1
    h += b1
    np.tanh(h, out=h)
    p = h @ w2
    p += b2
    p -= np.max(p, axis=1, keepdims=True)
    np.exp(p, out=p)
    p /= np.sum(p, axis=1, keepdims=True)
    p -= y
    p /= len(x)
    w2_bar = h.T @ p
    b2_bar = np.sum(p, axis=0)
    h_bar = p @ w2.T
    h *= h
    np.subtract(1.0, h, out=h)
    h *= h_bar
    return x.T @ h, np.sum(h, axis=0), w2_bar, b2_bar


# The heat equation in place: linear in u, not in u and c together.


def heat(u, c, steps):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += c * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u**2)


def heat_reverse(u, c, steps):
    u = u.copy()
    saved = np.empty((steps, len(u) - 2))
    left, middle, right = u[:-2], u[1:-1], u[2:]
    for t in saved:
        np.multiply(middle, -2.0, out=t)
        t += left
        t += right
        middle += c * t
    u_bar = 2.0 * u
    c_bar = 0.0
    left, middle, right = u_bar[:-2], u_bar[1:-1], u_bar[2:]
    for t in saved[::-1]:
        c_bar += t @ middle
        t_bar = c * middle
        right += t_bar
        left += t_bar
        t_bar *= 2.0
        middle -= t_bar
    return u_bar, c_bar


# An LSTM over a long sequence, squared error against a target in every step.


def lstm(w, v, b, x, target):
    n = v.shape[0]
    h = np.zeros(n)
    c = np.zeros(n)
    loss = 0.0
    for t in range(len(x)):
        z = x[t] @ w + h @ v + b
        s = 1.0 / (1.0 + np.exp(-z[: 3 * n]))
        g = np.tanh(z[3 * n :])
        c = s[n : 2 * n] * c + s[:n] * g
        h = s[2 * n :] * np.tanh(c)
        loss += np.sum((h - target[t]) ** 2)
    return loss / len(x)


def lstm_forward_sweep(v, b, xw, steps, n):
    """The states and gates of all steps, from which the reverse sweep reads."""
    h = np.zeros((steps + 1, n))
    c = np.zeros((steps + 1, n))
    tanh_c = np.empty((steps, n))
    gates = np.empty((steps, 4 * n))
    for t in range(steps):
        z = gates[t]
        np.matmul(h[t], v, out=z)
        z += xw[t]
        z += b
        s = z[: 3 * n]
        np.negative(s, out=s)
        np.exp(s, out=s)
        s += 1.0
        np.divide(1.0, s, out=s)
        g = z[3 * n :]
        np.tanh(g, out=g)
        np.multiply(s[n : 2 * n], c[t], out=c[t + 1])
        c[t + 1] += s[:n] * g
        np.tanh(c[t + 1], out=tanh_c[t])
        np.multiply(s[2 * n :], tanh_c[t], out=h[t + 1])
    return h, c, tanh_c, gates


def lstm_reverse(w, v, b, x, target):
    steps, n = len(x), v.shape[0]
    h = np.zeros((steps + 1, n))
    c = np.zeros((steps + 1, n))
    tanh_c = np.empty((steps, n))
    gates = np.empty((steps, 4 * n))
    for t in range(steps):
        z = x[t] @ w
        z += h[t] @ v
        z += b
        np.negative(z[: 3 * n], out=z[: 3 * n])
        s = np.exp(z[: 3 * n])
        s += 1.0
        np.divide(1.0, s, out=gates[t, : 3 * n])
        np.tanh(z[3 * n :], out=gates[t, 3 * n :])
        i, f, o, g = gates[t].reshape(4, n)
        np.multiply(f, c[t], out=c[t + 1])
        c[t + 1] += i * g
        np.tanh(c[t + 1], out=tanh_c[t])
        np.multiply(o, tanh_c[t], out=h[t + 1])
    w_bar = np.zeros_like(w)
    v_bar = np.zeros_like(v)
    b_bar = np.zeros_like(b)
    h_bar = np.zeros(n)
    c_bar = np.zeros(n)
    z_bar = np.empty(4 * n)
    i_bar, f_bar, o_bar, g_bar = z_bar.reshape(4, n)
    vt = v.T
    scale = 2.0 / steps
    for t in range(steps - 1, -1, -1):
        h_bar += scale * (h[t + 1] - target[t])
        i, f, o, g = gates[t].reshape(4, n)
        tc = tanh_c[t]
        np.multiply(h_bar, tc, out=o_bar)
        c_bar += (1.0 - tc * tc) * o * h_bar
        np.multiply(c_bar, g, out=i_bar)
        np.multiply(c_bar, c[t], out=f_bar)
        s = gates[t, : 3 * n]
        z_bar[: 3 * n] *= s * (1.0 - s)
        np.multiply(c_bar, i * (1.0 - g * g), out=g_bar)
        c_bar *= f
        w_bar += x[t][:, None] * z_bar
        v_bar += h[t][:, None] * z_bar
        b_bar += z_bar
        h_bar = z_bar @ vt
    return w_bar, v_bar, b_bar


def lstm_restructured(w, v, b, x, target):
    steps, n = len(x), v.shape[0]
    h, c, tanh_c, gates = lstm_forward_sweep(v, b, x @ w, steps, n)
    s = gates[:, : 3 * n].copy()
    i, f, o = s[:, :n], s[:, n : 2 * n], s[:, 2 * n :]
    g = gates[:, 3 * n :].copy()
    # the factors by which h_bar and c_bar reach z_bar, all steps at once
    factors = np.empty_like(gates)
    factors[:, :n] = g
    factors[:, n : 2 * n] = c[:-1]
    factors[:, 2 * n : 3 * n] = tanh_c
    factors[:, : 3 * n] *= s * (1.0 - s)
    factors[:, 3 * n :] = i * (1.0 - g * g)
    through = o * (1.0 - tanh_c * tanh_c)
    errors = (2.0 / steps) * (h[1:] - target)
    h_bar = np.zeros(n)
    c_bar = np.zeros(n)
    vt = v.T
    for t in range(steps - 1, -1, -1):
        h_bar += errors[t]
        c_bar += through[t] * h_bar
        z_bar = factors[t]
        z_bar[:n] *= c_bar
        z_bar[n : 2 * n] *= c_bar
        z_bar[2 * n : 3 * n] *= h_bar
        z_bar[3 * n :] *= c_bar
        c_bar *= f[t]
        h_bar = z_bar @ vt
    return x.T @ factors, h[:-1].T @ factors, np.sum(factors, axis=0)


# The log-likelihood of a Gaussian mixture with a lower triangular factor of each precision.


def gaussian_mixture(alpha, mu, q, low, x):
    n = len(x)
    components = len(alpha)
    log_p = np.empty((n, components))
    for k in range(components):
        factor = np.tril(low[k], -1) + np.diag(np.exp(q[k]))
        y = (x - mu[k]) @ factor.T
        log_p[:, k] = alpha[k] + np.sum(q[k]) - 0.5 * np.sum(y**2, axis=1)
    top = np.max(log_p, axis=1)
    each = top + np.log(np.sum(np.exp(log_p - top[:, None]), axis=1))
    highest = np.max(alpha)
    norm = highest + np.log(np.sum(np.exp(alpha - highest)))
    prior = np.sum(np.exp(2.0 * q)) + np.sum(np.tril(low, -1) ** 2)
    return np.sum(each) - n * norm - 0.5 * prior + np.sum(q)


def mixture_forward_sweep(alpha, mu, q, low, x):
    """The triangular factors, what they make of the data, and the responsibilities."""
    n = len(x)
    components, d = mu.shape
    factors = np.tril(low, -1)
    factors[:, np.arange(d), np.arange(d)] = np.exp(q)
    ys = np.empty((components, n, d))
    log_p = np.empty((n, components))
    constants = alpha + np.sum(q, axis=1)
    for k in range(components):
        y = np.matmul(x - mu[k], factors[k].T, out=ys[k])
        log_p[:, k] = constants[k] - 0.5 * np.einsum("ij,ij->i", y, y)
    log_p -= np.max(log_p, axis=1)[:, None]
    np.exp(log_p, out=log_p)
    log_p /= np.sum(log_p, axis=1)[:, None]
    return factors, ys, log_p


def mixture_prior(alpha, factors, total, n):
    """The adjoints of everything but the responsibilities, to add to."""
    weights = np.exp(alpha - np.max(alpha))
    weights *= n / np.sum(weights)
    low_bar = -factors
    diagonal = np.einsum("kii->ki", low_bar)
    q_bar = 1.0 + total[:, None] - diagonal**2
    diagonal[...] = 0.0
    return total - weights, q_bar, low_bar


def gaussian_mixture_reverse(alpha, mu, q, low, x):
    factors, ys, p = mixture_forward_sweep(alpha, mu, q, low, x)
    total = np.sum(p, axis=0)
    alpha_bar, q_bar, low_bar = mixture_prior(alpha, factors, total, len(x))
    mu_bar = np.empty_like(mu)
    for k in range(len(alpha)):
        y_bar = ys[k]
        y_bar *= -p[:, k, None]
        factor_bar = y_bar.T @ (x - mu[k])
        mu_bar[k] = -np.sum(y_bar @ factors[k], axis=0)
        low_bar[k] += np.tril(factor_bar, -1)
        q_bar[k] += np.diagonal(factor_bar) * np.diagonal(factors[k])
    return alpha_bar, mu_bar, q_bar, low_bar


def gaussian_mixture_restructured(alpha, mu, q, low, x):
    """The moments of the data say all: y is never needed but for the responsibilities."""
    components, d = mu.shape
    n = len(x)
    factors = np.tril(low, -1)
    factors[:, np.arange(d), np.arange(d)] = np.exp(q)
    # y of all components by one product: x @ L' - mu @ L'
    shifts = np.einsum("kij,kj->ki", factors, mu)
    y = x @ factors.reshape(components * d, d).T
    y -= shifts.reshape(-1)
    y = y.reshape(n, components, d)
    p = np.einsum("nkd,nkd->nk", y, y)
    p *= -0.5
    p += alpha + np.sum(q, axis=1)
    p -= np.max(p, axis=1)[:, None]
    np.exp(p, out=p)
    p /= np.sum(p, axis=1)[:, None]
    total = np.sum(p, axis=0)
    alpha_bar, q_bar, low_bar = mixture_prior(alpha, factors, total, n)
    y *= p[:, :, None]
    first = np.sum(y, axis=0)
    factor_bar = -(y.reshape(n, components * d).T @ x).reshape(components, d, d)
    factor_bar += first[:, :, None] * mu[:, None, :]
    low_bar += np.tril(factor_bar, -1)
    q_bar += np.einsum("kii->ki", factor_bar) * np.exp(q)
    return alpha_bar, np.einsum("ki,kij->kj", first, factors), q_bar, low_bar


# A Gauss-Seidel sweep, element by element.


def gauss_seidel(u, source):
    u = u.copy()
    rows, columns = u.shape
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            u[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] - source[i, j])
    return np.sum(u**2)


def gauss_seidel_reverse(u, source):
    u = u.copy()
    rows, columns = u.shape
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            u[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] - source[i, j])
    u_bar = 2.0 * u
    source_bar = np.zeros_like(source)
    for i in range(rows - 2, 0, -1):
        for j in range(columns - 2, 0, -1):
            t = 0.25 * u_bar[i, j]
            u_bar[i, j] = 0.0
            u_bar[i - 1, j] += t
            u_bar[i + 1, j] += t
            u_bar[i, j - 1] += t
            u_bar[i, j + 1] += t
            source_bar[i, j] = -t
    return u_bar, source_bar


@dataclass(frozen=True)
class Program:
    """A primal, its hand-written reverse derivatives, and where to take them."""

    name: str
    primal: Callable[..., Any]
    reverse: Callable[..., Any]
    args: tuple[Any, ...]
    argnums: tuple[int, ...]
    restructured: Callable[..., Any] | None = None


def perceptron_args(batch: int = 128) -> tuple[Any, ...]:
    rng = np.random.default_rng(0)
    x = rng.random((batch, 784))
    y = np.eye(10)[rng.integers(0, 10, batch)]
    w1 = rng.normal(size=(784, 100)) / 28.0
    w2 = rng.normal(size=(100, 10)) / 10.0
    return w1, 0.1 * rng.normal(size=100), w2, 0.1 * rng.normal(size=10), x, y


def lstm_args(steps: int = 1000, inputs: int = 14, hidden: int = 32) -> tuple[Any, ...]:
    rng = np.random.default_rng(1)
    w = rng.normal(size=(inputs, 4 * hidden)) / np.sqrt(inputs)
    v = rng.normal(size=(hidden, 4 * hidden)) / np.sqrt(hidden)
    b = 0.1 * rng.normal(size=4 * hidden)
    return w, v, b, rng.normal(size=(steps, inputs)), 0.5 * rng.normal(size=(steps, hidden))


def mixture_args(n: int = 1000, d: int = 10, components: int = 25) -> tuple[Any, ...]:
    rng = np.random.default_rng(2)
    alpha = rng.normal(size=components)
    mu = rng.normal(size=(components, d))
    q = 0.1 * rng.normal(size=(components, d))
    low = 0.2 * rng.normal(size=(components, d, d))
    return alpha, mu, q, low, rng.normal(size=(n, d))


def sweep_args(n: int) -> tuple[Any, ...]:
    rng = np.random.default_rng(3)
    return rng.normal(size=(n, n)), rng.normal(size=(n, n))


PROGRAMS = (
    Program("MLP 784-100-10", perceptron, perceptron_reverse, perceptron_args(), (0, 1, 2, 3)),
    Program(
        "in-place stencil, 1,000 x 200", heat, heat_reverse,
        (np.sin(np.linspace(0.0, 3.0, 1000)) ** 2, 0.2, 200), (0, 1),
    ),
    Program("LSTM, 1,000 steps", lstm, lstm_reverse, lstm_args(), (0, 1, 2), lstm_restructured),
    Program(
        "Gaussian mixture, d 10, K 25, n 1,000", gaussian_mixture, gaussian_mixture_reverse,
        mixture_args(), (0, 1, 2, 3), gaussian_mixture_restructured,
    ),
)  # fmt: skip
