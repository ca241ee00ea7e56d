"""Derivatives of what scipy.linalg does with matrices of a pattern: Toeplitz, circulant and banded ones, those made of
blocks, and the Lyapunov equations.

Functions that only arrange numbers are spelled out.
"""

import numpy as np
import scipy.linalg

from s2sdiff.rules.declare import idle, spelled, tangent, transpose

idle([scipy.linalg.solve_toeplitz, scipy.linalg.matmul_toeplitz, scipy.linalg.solveh_banded], "check_finite")

# Matrices made of vectors


@spelled(scipy.linalg.toeplitz)
def toeplitz(c, r=None):
    c = np.ravel(c)
    r = np.conj(c) if r is None else np.ravel(r)
    places = np.arange(len(c) - 1, -1, -1)[:, None] + np.arange(len(r))
    return np.concatenate((c[::-1], r[1:]))[places]


@spelled(scipy.linalg.hankel)
def hankel(c, r=None):
    c = np.ravel(c)
    r = np.zeros_like(c) if r is None else np.ravel(r)
    return np.concatenate((c, r[1:]))[np.arange(len(c))[:, None] + np.arange(len(r))]


@spelled(scipy.linalg.circulant)
def circulant(c):
    n = len(c)
    return c[np.mod(np.arange(n)[:, None] - np.arange(n), n)]


@spelled(scipy.linalg.companion)
def companion(a):
    n = len(a) - 1
    made = np.zeros((n, n))
    made[0] = -a[1:] / (1.0 * a[0])
    made[np.arange(1, n), np.arange(n - 1)] = 1
    return made


@spelled(scipy.linalg.block_diag)
def block_diag(*arrs):
    blocks = [np.atleast_2d(np.asarray(a)) for a in arrs]
    made = np.zeros((sum([len(b) for b in blocks]), sum([np.shape(b)[1] for b in blocks])))
    row, column = 0, 0
    for block in blocks:
        made[row : row + len(block), column : column + np.shape(block)[1]] = block
        row, column = row + len(block), column + np.shape(block)[1]
    return made


@spelled(scipy.linalg.khatri_rao)
def khatri_rao(a, b):
    return np.reshape(a[:, None, :] * b[None, :, :], (-1, np.shape(a)[1]))


# Systems of equations. What stands for the matrix is linear in it.


def matrix_of(c_or_cr):
    """The Toeplitz matrix of its first column, or of its first column and row."""
    if isinstance(c_or_cr, tuple):
        return toeplitz(c_or_cr[0], c_or_cr[1])
    return toeplitz(c_or_cr)


def transposed(c_or_cr):
    """What stands for the transpose of a Toeplitz matrix."""
    if isinstance(c_or_cr, tuple):
        c, r = c_or_cr
        return np.concatenate((c[:1], r[1:])), c
    return np.conj(c_or_cr) if np.iscomplexobj(c_or_cr) else c_or_cr


@tangent(scipy.linalg.solve_toeplitz)
def _(c_or_cr, c_or_cr_dot, b, *, out):
    return -scipy.linalg.solve_toeplitz(c_or_cr, matrix_of(c_or_cr_dot) @ out)


@transpose(scipy.linalg.solve_toeplitz, "b")
def _(out_bar, c_or_cr, b):
    return scipy.linalg.solve_toeplitz(transposed(c_or_cr), out_bar)


@tangent(scipy.linalg.matmul_toeplitz)
def _(c_or_cr, c_or_cr_dot, x):
    return matrix_of(c_or_cr_dot) @ x


@transpose(scipy.linalg.matmul_toeplitz, "x")
def _(out_bar, c_or_cr, x):
    return scipy.linalg.matmul_toeplitz(transposed(c_or_cr), out_bar)


@tangent(scipy.linalg.solve_circulant)
def _(c, c_dot, b, *, out):
    return -scipy.linalg.solve_circulant(c, circulant(c_dot) @ out)


@transpose(scipy.linalg.solve_circulant, "b")
def _(out_bar, c, b):
    return scipy.linalg.solve_circulant(np.roll(c[::-1], 1), out_bar)


# Row k of `ab` holds the diagonal that lies u - k above the main one, or k below it where it is lower.


def symmetric_product(ab, x, lower):
    """The symmetric banded matrix `ab` times a vector or a matrix."""
    n, width = len(x), len(ab) - 1
    product = np.zeros_like(x)
    product += ((ab[0] if lower else ab[width]) * x.T).T
    for off in range(1, width + 1):
        row = ab[off][: n - off] if lower else ab[width - off][off:]
        product[: n - off] += (row * x[off:].T).T
        product[off:] += (row * x[: n - off].T).T
    return product


@tangent(scipy.linalg.solveh_banded)
def _(ab, ab_dot, b, lower=False, *, out):
    if np.iscomplexobj(ab):
        raise NotImplementedError("the derivative of solveh_banded of complex numbers")
    return -scipy.linalg.solveh_banded(ab, symmetric_product(ab_dot, out, lower), lower=lower)


@transpose(scipy.linalg.solveh_banded, "b")
def _(out_bar, ab, b, lower=False):
    if np.iscomplexobj(ab):
        raise NotImplementedError("the derivative of solveh_banded of complex numbers")
    return scipy.linalg.solveh_banded(ab, out_bar, lower=lower)


# Lyapunov's equations: a @ x + x @ a.T = q, and x - a @ x @ a.T = q


@tangent(scipy.linalg.solve_continuous_lyapunov)
def _(a, a_dot, q, *, out):
    if np.iscomplexobj(a) or np.iscomplexobj(q):
        raise NotImplementedError("the derivative of solve_continuous_lyapunov of complex numbers")
    return -scipy.linalg.solve_continuous_lyapunov(a, a_dot @ out + out @ a_dot.T)


@transpose(scipy.linalg.solve_continuous_lyapunov, "q")
def _(out_bar, a, q):
    return scipy.linalg.solve_continuous_lyapunov(a.T, out_bar)


@tangent(scipy.linalg.solve_discrete_lyapunov)
def _(a, a_dot, q, *, out):
    if np.iscomplexobj(a) or np.iscomplexobj(q):
        raise NotImplementedError("the derivative of solve_discrete_lyapunov of complex numbers")
    step = out @ a.T
    return scipy.linalg.solve_discrete_lyapunov(a, a_dot @ step + a @ out @ a_dot.T)


@transpose(scipy.linalg.solve_discrete_lyapunov, "q")
def _(out_bar, a, q):
    return scipy.linalg.solve_discrete_lyapunov(a.T, out_bar)
