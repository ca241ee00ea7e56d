"""Twenty functions as people write them with NumPy: branches, loops, linear algebra, special functions.

Each takes one vector. `run_side_by_side.py` reads the same text with jax.numpy and with torch in the place
of NumPy; so nothing is assigned to an array here.
"""

from __future__ import annotations

import numpy as np
from scipy import special


def textbook(v):
    x, y = v[0], v[1]
    return x**2 * y + y + 2


def rosenbrock(v):
    return np.sum(100 * (v[1:] - v[:-1] ** 2) ** 2 + (1 - v[:-1]) ** 2)


def rosenbrock_by_element(v):
    total = 0.0
    for i in range(len(v) - 1):
        total = total + 100 * (v[i + 1] - v[i] ** 2) ** 2 + (1 - v[i]) ** 2
    return total


def friction_factor(v):
    """A branch on a value, with a different law on either side."""
    reynolds, roughness = 1000 * v[0], v[1]
    if reynolds < 2300:
        return 64 / reynolds + roughness * 0
    turbulent = 0.11 * (roughness + 68 / reynolds) ** 0.25
    if turbulent > 0.02:
        return turbulent**2 * 50
    return turbulent


def newton_square_root(v):
    """A loop that ends when it has converged."""
    a = v[0] ** 2 + v[1]
    x = a
    while abs(x * x - a) > 1e-13 * a:
        x = 0.5 * (x + a / x)
    return x * v[2]


def logistic_map(v):
    x, r = v[0], v[1]
    for _ in range(8):
        x = r * x * (1 - x)
    return x


def helmholtz_energy(x):
    """The classic of the field: a mixed fluid's free energy."""
    b = 0.1 + 0.05 * np.sin(np.arange(6.0))
    a = np.exp(-0.1 * np.abs(np.arange(6.0)[:, None] - np.arange(6.0)[None, :]))
    bx = b @ x
    entropy = np.sum(x * np.log(x / (1 - bx)))
    mixed = x @ (a @ x) / (8**0.5 * bx)
    return entropy - mixed * np.log((1 + (1 + 2**0.5) * bx) / (1 + (1 - 2**0.5) * bx))


def logistic_regression(w):
    x = np.sin(np.arange(40.0)).reshape(8, 5)
    y = np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0])
    z = x @ w
    return np.mean(np.logaddexp(z * 0, z) - y * z) + 0.05 * (w @ w)


def two_layer_network(p):
    x = np.cos(np.arange(12.0)).reshape(4, 3)
    y = np.sin(np.arange(8.0)).reshape(4, 2)
    w1, b1, w2, b2 = p[:6].reshape(3, 2), p[6:8], p[8:12].reshape(2, 2), p[12:]
    h = np.tanh(x @ w1 + b1)
    return np.mean((h @ w2 + b2 - y) ** 2)


def cross_entropy(z):
    shifted = z - np.max(z)
    return np.log(np.sum(np.exp(shifted))) - shifted[2]


def gaussian_likelihood(p):
    """A covariance by its factor, a determinant and a linear system."""
    r = np.array([0.5, -1.0, 0.3]) - p[:3]
    root = p[3:].reshape(3, 3)
    covariance = root @ root.T + 0.5 * np.eye(3)
    return np.linalg.slogdet(covariance)[1] + r @ np.linalg.solve(covariance, r)


def resolvent(x):
    a = np.cos(np.arange(9.0)).reshape(3, 3) + 4 * np.eye(3)
    return x @ np.linalg.inv(a + np.outer(x, x)) @ x


def log_determinant(x):
    return np.log(np.linalg.det(np.outer(x, x) + np.diag(x**2 + 1)))


def errors_and_bessel(x):
    return np.sum(special.erf(x) * special.i0e(x)) + special.erfc(x[0]) * special.ndtr(x[1])


def logits(x):
    return np.sum(special.expit(x) * special.logit(x**2 / 8) + special.xlogy(x, x + 1))


def pair_potential(p):
    """Lennard-Jones, particle by particle."""
    total = 0.0
    for i in range(4):
        for j in range(i):
            d = p[3 * i : 3 * i + 3] - p[3 * j : 3 * j + 3]
            s = 1 / np.sum(d * d)
            total = total + 4 * (s**6 - s**3)
    return total


def spherical(v):
    r, theta, phi = v[0], v[1], v[2]
    return np.stack([r * np.sin(theta) * np.cos(phi), r * np.sin(theta) * np.sin(phi), r * np.cos(theta)])


def lotka_volterra(v):
    """Five steps of Runge and Kutta, by the state at the start and two rates."""
    x, y, a, b = v[0], v[1], v[2], v[3]

    def slope(x, y):
        return a * x - x * y, b * x * y - y

    h = 0.1
    for _ in range(5):
        k1, l1 = slope(x, y)
        k2, l2 = slope(x + h / 2 * k1, y + h / 2 * l1)
        k3, l3 = slope(x + h / 2 * k2, y + h / 2 * l2)
        k4, l4 = slope(x + h * k3, y + h * l3)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        y = y + h / 6 * (l1 + 2 * l2 + 2 * l3 + l4)
    return np.stack([x, y])


def heat(u):
    for _ in range(4):
        inner = u[1:-1] + 0.2 * (u[2:] - 2 * u[1:-1] + u[:-2]) + 0.01 * u[1:-1] ** 3
        u = np.concatenate([u[:1], inner, u[-1:]])
    return u


def exponential_of_matrix(v):
    """By its series, whose length depends on the size of the terms."""
    a = v.reshape(3, 3)
    term = total = np.eye(3)
    k = 0
    while np.max(np.abs(term)) > 1e-17 and k < 40:
        k += 1
        term = term @ a / k
        total = total + term
    return np.ravel(total)


def waves(n: int, scale: float = 1.0, shift: float = 0.0) -> np.ndarray:
    return shift + scale * np.cos(1.0 + np.arange(n))


#: Each function with where it is differentiated.
PROGRAMS = [
    (textbook, np.array([3.0, 4.0])),
    (rosenbrock, waves(6)),
    (rosenbrock_by_element, waves(5)),
    (friction_factor, np.array([40.0, 0.02])),
    (newton_square_root, np.array([1.5, 2.0, 0.7])),
    (logistic_map, np.array([0.4, 3.2])),
    (helmholtz_energy, waves(6, 0.1, 0.4)),
    (logistic_regression, waves(5)),
    (two_layer_network, waves(14, 0.5)),
    (cross_entropy, waves(5)),
    (gaussian_likelihood, waves(12)),
    (resolvent, waves(3)),
    (log_determinant, waves(4)),
    (errors_and_bessel, waves(4, 0.5, 2.0)),
    (logits, waves(4, 0.5, 1.2)),
    (pair_potential, 1.5 * np.array([0, 0, 0, 1, 0.1, 0, 0, 1, 0.2, 0.1, 0, 1.1])),
    (spherical, np.array([2.0, 0.7, -0.4])),
    (lotka_volterra, np.array([1.2, 0.8, 1.1, 0.4])),
    (heat, waves(7)),
    (exponential_of_matrix, waves(9, 0.5)),
]
