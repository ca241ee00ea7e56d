"""Derivatives of scipy.linalg, for one matrix.

Sources: M. B. Giles, Collected matrix derivative results for forward and reverse mode AD (2008); for expm
A. H. Al-Mohy and N. J. Higham, SIAM J. Matrix Anal. Appl. 30 (2009) 1639, which expm_frechet computes.
A factor that holds two triangles, or a triangle and numbers that nobody reads, has a tangent of its form.
"""

import numpy as np
import scipy.linalg

from s2sdiff.rules.declare import constant, idle, tangent, transpose
from s2sdiff.rules.support import from_lower, half_tril, mt

idle(
    [
        scipy.linalg.solve, scipy.linalg.inv, scipy.linalg.det, scipy.linalg.solve_triangular, scipy.linalg.solve_banded,
        scipy.linalg.cholesky, scipy.linalg.cho_factor, scipy.linalg.cho_solve, scipy.linalg.lu_factor,
        scipy.linalg.lu_solve,
    ],
    "check_finite",
)  # fmt: skip
idle([scipy.linalg.expm_frechet], "check_finite")

# Functions of a matrix, and the Sylvester equation


def paired(a, e):
    """The matrix [[a, e], [0, a]]: a function of it has that of `a` twice on its diagonal, and above it the derivative
    along `e` (N. J. Higham, Functions of Matrices (2008), section 3.1)."""
    return np.concatenate((np.concatenate((a, e), -1), np.concatenate((np.zeros_like(a), a), -1)), -2)


# SciPy has the derivative for one matrix; with both modes stated, neither is made of the other.


@tangent(scipy.linalg.expm)
def _(A, A_dot):
    if np.ndim(A) == 2:
        return scipy.linalg.expm_frechet(A, A_dot, compute_expm=False)
    n = np.shape(A)[-1]
    return scipy.linalg.expm(paired(A, A_dot))[..., :n, n:]


@transpose(scipy.linalg.expm, "A")
def _(out_bar, A):
    if np.ndim(A) == 2:
        return scipy.linalg.expm_frechet(A.T, out_bar, compute_expm=False)
    n = np.shape(A)[-1]
    return scipy.linalg.expm(paired(mt(A), out_bar))[..., :n, n:]


@tangent(scipy.linalg.expm_frechet)
def _(A, A_dot, E, compute_expm=True):
    if compute_expm:
        raise NotImplementedError("the derivative of expm_frechet unless compute_expm=False")
    n = len(A)
    zero = np.zeros_like(A_dot)
    step = np.concatenate((np.concatenate((A_dot, zero), 1), np.concatenate((zero, A_dot), 1)), 0)
    return scipy.linalg.expm_frechet(paired(A, E), step, compute_expm=False)[:n, n:]


@transpose(scipy.linalg.expm_frechet, "E")
def _(out_bar, A, E, compute_expm=True):
    if compute_expm:
        raise NotImplementedError("the derivative of expm_frechet unless compute_expm=False")
    return scipy.linalg.expm_frechet(A.T, out_bar, compute_expm=False)


@tangent(scipy.linalg.logm)
def _(A, A_dot):
    n = len(A)
    return scipy.linalg.logm(paired(A, A_dot))[:n, n:]


@transpose(scipy.linalg.logm, "A")
def _(out_bar, A):
    n = len(A)
    return scipy.linalg.logm(paired(A.T, out_bar))[:n, n:]


# Trigonometric functions of real matrices, by the exponential


@tangent(scipy.linalg.cosm)
def _(A, A_dot):
    if np.iscomplexobj(A):
        raise NotImplementedError("the derivative of cosm of complex numbers")
    return np.real(scipy.linalg.expm_frechet(1j * A, 1j * A_dot, compute_expm=False))


@tangent(scipy.linalg.sinm)
def _(A, A_dot):
    if np.iscomplexobj(A):
        raise NotImplementedError("the derivative of sinm of complex numbers")
    return np.imag(scipy.linalg.expm_frechet(1j * A, 1j * A_dot, compute_expm=False))


@tangent(scipy.linalg.coshm)
def _(A, A_dot):
    rise = scipy.linalg.expm_frechet(A, A_dot, compute_expm=False)
    return 0.5 * (rise - scipy.linalg.expm_frechet(-A, A_dot, compute_expm=False))


@tangent(scipy.linalg.sinhm)
def _(A, A_dot):
    rise = scipy.linalg.expm_frechet(A, A_dot, compute_expm=False)
    return 0.5 * (rise + scipy.linalg.expm_frechet(-A, A_dot, compute_expm=False))


@tangent(scipy.linalg.sqrtm)
def _(A, A_dot, *, out):
    return scipy.linalg.solve_sylvester(out, out, A_dot)


@tangent(scipy.linalg.solve_sylvester)
def _(a, a_dot, b, q, *, out):
    return -scipy.linalg.solve_sylvester(a, b, a_dot @ out)


@tangent(scipy.linalg.solve_sylvester)
def _(a, b, b_dot, q, *, out):
    return -scipy.linalg.solve_sylvester(a, b, out @ b_dot)


@transpose(scipy.linalg.solve_sylvester, "q")
def _(out_bar, a, b, q):
    return scipy.linalg.solve_sylvester(a.T, b.T, out_bar)


# Systems of equations


# Of a matrix that is said to be symmetric one triangle is read; it is its own transpose.


@tangent(scipy.linalg.solve)
def _(a, a_dot, b, lower=False, assume_a=None, transposed=False, *, out):
    if assume_a in ("sym", "symmetric", "pos", "positive definite"):
        if np.iscomplexobj(a):
            raise NotImplementedError("the derivative of solve for symmetric complex matrices")
        step = from_lower(a_dot if lower else a_dot.T) @ out
        return -scipy.linalg.solve(a, step, lower=lower, assume_a=assume_a)
    if assume_a not in (None, "gen", "general"):
        raise NotImplementedError("the derivative of solve for this form of matrix")
    step = a_dot.T @ out if transposed else a_dot @ out
    return -scipy.linalg.solve(a, step, transposed=transposed)


@transpose(scipy.linalg.solve, "b")
def _(out_bar, a, b, lower=False, assume_a=None, transposed=False):
    if assume_a in ("sym", "symmetric", "pos", "positive definite"):
        if np.iscomplexobj(a):
            raise NotImplementedError("the derivative of solve for symmetric complex matrices")
        return scipy.linalg.solve(a, out_bar, lower=lower, assume_a=assume_a)
    if assume_a not in (None, "gen", "general"):
        raise NotImplementedError("the derivative of solve for this form of matrix")
    return scipy.linalg.solve(a if transposed else a.T, out_bar)


@tangent(scipy.linalg.inv)
def _(a, a_dot, *, out):
    return -out @ a_dot @ out


@tangent(scipy.linalg.det)
def _(a, a_dot, *, out):
    if np.ndim(a) == 2:
        return out * np.sum(scipy.linalg.inv(a).T * a_dot)
    return out * np.sum(mt(np.linalg.inv(a)) * a_dot, axis=(-2, -1))


# What a solution with one triangle of a matrix reads of its tangent
def read(a_dot, trans, lower, unit_diagonal):
    """The triangle that is read of `a_dot`, transposed as `trans` says."""
    t = np.tril(a_dot, -1 if unit_diagonal else 0) if lower else np.triu(a_dot, 1 if unit_diagonal else 0)
    return t if trans in (0, "N") else t.T if trans in (1, "T") else np.conj(t.T)


@tangent(scipy.linalg.solve_triangular)
def _(a, a_dot, b, trans=0, lower=False, unit_diagonal=False, *, out):
    return -scipy.linalg.solve_triangular(
        a, read(a_dot, trans, lower, unit_diagonal) @ out, trans, lower, unit_diagonal
    )


@transpose(scipy.linalg.solve_triangular, "b")
def _(out_bar, a, b, trans=0, lower=False, unit_diagonal=False):
    if trans in (2, "C"):
        return scipy.linalg.solve_triangular(np.conj(a), out_bar, 0, lower, unit_diagonal)
    return scipy.linalg.solve_triangular(a, out_bar, 1 if trans in (0, "N") else 0, lower, unit_diagonal)


# In row k of `ab` is the diagonal that lies u - k above the main one, its numbers in their own columns.


def banded_product(lower, upper, ab, x):
    """The banded matrix `ab` times a vector or a matrix."""
    n = len(x)
    product = np.zeros_like(x)
    for k in range(lower + upper + 1):
        down = k - upper
        row = (ab[k] * x.T).T
        product[max(down, 0) : n + min(down, 0)] += row[max(-down, 0) : n + min(-down, 0)]
    return product


@tangent(scipy.linalg.solve_banded)
def _(l_and_u, ab, ab_dot, b, *, out):
    lower, upper = l_and_u
    return -scipy.linalg.solve_banded(l_and_u, ab, banded_product(lower, upper, ab_dot, out))


@transpose(scipy.linalg.solve_banded, "b")
def _(out_bar, l_and_u, ab, b):
    lower, upper = l_and_u
    turned = [np.roll(ab[k], k - upper) for k in reversed(range(lower + upper + 1))]
    return scipy.linalg.solve_banded((upper, lower), np.stack(turned), out_bar)


constant([scipy.linalg.solve_banded], "l_and_u")

# Cholesky factors: the tangent of the triangle that is read, and zeros


@tangent(scipy.linalg.cholesky)
def _(a, a_dot, lower=False, *, out):
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of cholesky of complex numbers")
    c = out if lower else out.T
    s = scipy.linalg.solve_triangular(c, from_lower(a_dot if lower else a_dot.T), lower=True)
    c_dot = c @ half_tril(scipy.linalg.solve_triangular(c, s.T, lower=True))
    return c_dot if lower else c_dot.T


@tangent(scipy.linalg.cho_factor)
def _(a, a_dot, lower=False, *, out):
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of cho_factor of complex numbers")
    c = np.tril(out[0]) if lower else np.triu(out[0]).T
    s = scipy.linalg.solve_triangular(c, from_lower(a_dot if lower else a_dot.T), lower=True)
    c_dot = c @ half_tril(scipy.linalg.solve_triangular(c, s.T, lower=True))
    return (c_dot if lower else c_dot.T, 0)


@tangent(scipy.linalg.cho_solve)
def _(c_and_lower, c_and_lower_dot, b, *, out):
    if np.iscomplexobj(c_and_lower[0]):
        raise NotImplementedError("the derivative of cho_solve of complex numbers")
    c = np.tril(c_and_lower[0]) if c_and_lower[1] else np.triu(c_and_lower[0]).T
    c_dot = np.tril(c_and_lower_dot[0]) if c_and_lower[1] else np.triu(c_and_lower_dot[0]).T
    return -scipy.linalg.cho_solve(c_and_lower, c_dot @ (c.T @ out) + c @ (c_dot.T @ out))


@transpose(scipy.linalg.cho_solve, "b")
def _(out_bar, c_and_lower, b):
    if np.iscomplexobj(c_and_lower[0]):
        return np.conj(scipy.linalg.cho_solve(c_and_lower, np.conj(out_bar)))
    return scipy.linalg.cho_solve(c_and_lower, out_bar)


# LU factors: the two triangles of a matrix, the diagonal of the lower one being 1


def exchanged(piv):
    """The order in which the exchanges of rows `piv` put the rows of a matrix."""
    order = np.arange(len(piv))
    for i in range(len(piv)):
        order[i], order[piv[i]] = order[piv[i]], order[i]
    return order


def unit_lower(lu):
    """The lower one of the two factors that `lu` holds."""
    return np.tril(lu, -1) + np.eye(len(lu), dtype=lu.dtype)


@tangent(scipy.linalg.lu_factor)
def _(a, a_dot, *, out):
    low, up = unit_lower(out[0]), np.triu(out[0])
    s = scipy.linalg.solve_triangular(low, a_dot[exchanged(out[1])], lower=True, unit_diagonal=True)
    s = scipy.linalg.solve_triangular(up, s.T, trans=1).T
    return (low @ np.tril(s, -1) + np.triu(s) @ up, 0)


@tangent(scipy.linalg.lu_solve)
def _(lu_and_piv, lu_and_piv_dot, b, trans=0, *, out):
    lu, lu_dot = lu_and_piv[0], lu_and_piv_dot[0]
    low, up, low_dot, up_dot = unit_lower(lu), np.triu(lu), np.tril(lu_dot, -1), np.triu(lu_dot)
    order = exchanged(lu_and_piv[1])
    a_dot = (low_dot @ up + low @ up_dot)[np.argsort(order)]
    step = a_dot @ out if trans == 0 else a_dot.T @ out if trans == 1 else np.conj(a_dot.T) @ out
    return -scipy.linalg.lu_solve(lu_and_piv, step, trans)


@transpose(scipy.linalg.lu_solve, "b")
def _(out_bar, lu_and_piv, b, trans=0):
    if trans == 2:
        return np.conj(scipy.linalg.lu_solve(lu_and_piv, np.conj(out_bar)))
    return scipy.linalg.lu_solve(lu_and_piv, out_bar, 1 - trans)
