"""Derivatives of the functions of scipy.linalg that numpy.linalg has too, or nearly: the same formulas, for what
LAPACK gives SciPy.

What holds of repeated eigenvalues, and of columns that may be any, is said in numpy_linalg.
"""

import numpy as np
import scipy.linalg

from s2sdiff.rules.declare import idle, tangent
from s2sdiff.rules.numpy_linalg import beyond, eig_dot, factors_dot, first_columns, norm_dot
from s2sdiff.rules.support import closeness, from_lower, of_single, rounding

idle(
    [
        scipy.linalg.eigh, scipy.linalg.eigvalsh, scipy.linalg.svd, scipy.linalg.svdvals, scipy.linalg.qr,
        scipy.linalg.lu, scipy.linalg.lstsq, scipy.linalg.pinv, scipy.linalg.norm,
    ],
    "check_finite", "driver", "lapack_driver", "lapack_lwork", "lwork", "rtol", "atol", "cond",
)  # fmt: skip

# Eigenvalues and eigenvectors: a @ v = b @ v * w, and v.T @ b @ v = 1


def turned(a_dot, v, lower):
    """What is read of the tangent of a symmetric matrix, between its eigenvectors."""
    if np.iscomplexobj(v):
        raise NotImplementedError("the derivative of scipy.linalg.eigh of complex numbers")
    return v.T @ from_lower(a_dot if lower else a_dot.T) @ v


@tangent(scipy.linalg.eigh)
def _(a, a_dot, b=None, lower=True, eigvals_only=False, *, out):
    w, v = scipy.linalg.eigh(a, b, lower=lower) if eigvals_only else out
    m, near = turned(a_dot, v, lower), rounding(w)
    return np.diagonal(m) if eigvals_only else (np.diagonal(m), of_single(v @ (closeness(w, near) * m), w, near))


@tangent(scipy.linalg.eigh)
def _(a, b, b_dot, lower=True, eigvals_only=False, *, out):
    w, v = scipy.linalg.eigh(a, b, lower=lower) if eigvals_only else out
    m = turned(b_dot, v, lower)
    w_dot = -w * np.diagonal(m)
    if eigvals_only:
        return w_dot
    near, own = rounding(w), 0.5 * m * np.eye(len(w), dtype=v.dtype)
    return w_dot, -of_single(v @ (closeness(w, near) * m * w + own), w, near)


@tangent(scipy.linalg.eigvalsh)
def _(a, a_dot, b=None, lower=True):
    return np.diagonal(turned(a_dot, scipy.linalg.eigh(a, b, lower=lower)[1], lower))


@tangent(scipy.linalg.eigvalsh)
def _(a, b, b_dot, lower=True, *, out):
    return -out * np.diagonal(turned(b_dot, scipy.linalg.eigh(a, b, lower=lower)[1], lower))


@tangent(scipy.linalg.eigvals)
def _(a, a_dot):
    w, v = scipy.linalg.eig(a)
    return eig_dot(a_dot, w, v)[0]


@tangent(scipy.linalg.eig)
def _(a, a_dot, *, out):
    return eig_dot(a_dot, out[0], out[1])


# Singular values, orthogonal factors


@tangent(scipy.linalg.svdvals)
def _(a, a_dot):
    u, _s, vh = scipy.linalg.svd(a, full_matrices=False)
    return np.real(np.sum(np.conj(u) * (a_dot @ np.conj(vh.T)), axis=0))


@tangent(scipy.linalg.svd)
def _(a, a_dot, full_matrices=True, compute_uv=True, *, out):
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of scipy.linalg.svd of complex numbers")
    u, s, vh = out if compute_uv else scipy.linalg.svd(a, full_matrices=False)
    v, n = vh.T, len(s)
    if not compute_uv:
        return np.sum(u * (a_dot @ v), axis=0)
    if full_matrices:
        u, more_u, v, more_v = u[:, :n], u[:, n:], v[:, :n], v[:, n:]
    p = u.T @ a_dot @ v
    both = s + s[:, None]
    near = rounding(s)
    f = closeness(s, near) / (both + (both == 0))
    u_dot = of_single(u @ (f * (p * s + s[:, None] * p.T)), s, near)
    v_dot = of_single(v @ (f * (s[:, None] * p + p.T * s)), s, near)
    if np.shape(a)[0] > n:
        u_dot = u_dot + (a_dot @ v - u @ p) / s
        if full_matrices:
            u_dot = np.concatenate((u_dot, beyond(u, u_dot, more_u, *first_columns(a, a_dot))), -1)
    if np.shape(a)[1] > n:
        v_dot = v_dot + (a_dot.T @ u - v @ p.T) / s
        if full_matrices:
            v_dot = np.concatenate((v_dot, beyond(v, v_dot, more_v, *first_columns(a.T, a_dot.T))), -1)
    return u_dot, np.diagonal(p), v_dot.T


@tangent(scipy.linalg.qr)
def _(a, a_dot, mode="full", pivoting=False, *, out):
    if mode not in ("full", "economic", "r") or pivoting or np.iscomplexobj(a):
        raise NotImplementedError("the derivative of this form of scipy.linalg.qr")
    q, r = scipy.linalg.qr(a, mode="economic") if mode == "r" else out
    n = min(np.shape(a)[0], np.shape(a)[1])
    if mode == "full":
        q, more, r = q[:, :n], q[:, n:], r[:n]
    elif mode == "r":
        r = r[:n]
    q_dot, r_dot = factors_dot(a_dot, q, r)
    if mode != "economic" and np.shape(a)[0] > n:
        r_dot = np.concatenate((r_dot, np.zeros_like(a_dot[n:])), 0)
    if mode == "full" and np.shape(a)[0] > n:
        q_dot = np.concatenate((q_dot, beyond(q, q_dot, more, q, q_dot)), -1)
    return (r_dot,) if mode == "r" else (q_dot, r_dot)


@tangent(scipy.linalg.polar)
def _(a, a_dot, side="right", *, out):
    if np.iscomplexobj(a) or np.shape(a)[0] < np.shape(a)[1]:
        raise NotImplementedError("the derivative of scipy.linalg.polar of complex numbers, or of more columns than rows")
    u = out[0]
    p, m = u.T @ a, u.T @ a_dot
    beside = np.linalg.solve(p, (a_dot - u @ m).T).T
    u_dot = u @ scipy.linalg.solve_sylvester(p, p, m - m.T) + beside
    return u_dot, a_dot @ u.T + a @ u_dot.T if side == "left" else u.T @ a_dot + u_dot.T @ a


# Triangular factors


@tangent(scipy.linalg.lu)
def _(a, a_dot, permute_l=False, *, out):
    if np.ndim(a) != 2 or np.iscomplexobj(a):
        raise NotImplementedError("the derivative of scipy.linalg.lu of complex numbers, or of several matrices")
    p, low, up = scipy.linalg.lu(a) if permute_l else out
    n = len(up)
    top, left, rows = low[:n], up[:, :n], p.T @ a_dot
    s = scipy.linalg.solve_triangular(top, rows[:n, :n], lower=True, unit_diagonal=True)
    s = scipy.linalg.solve_triangular(left, s.T, trans=1).T
    top_dot, left_dot = top @ np.tril(s, -1), np.triu(s) @ left
    below = scipy.linalg.solve_triangular(left, (rows[n:, :n] - low[n:] @ left_dot).T, trans=1).T
    beside = scipy.linalg.solve_triangular(
        top, rows[:n, n:] - top_dot @ up[:, n:], lower=True, unit_diagonal=True
    )
    low_dot, up_dot = np.concatenate((top_dot, below), 0), np.concatenate((left_dot, beside), 1)
    return (p @ low_dot, up_dot) if permute_l else (np.zeros_like(p), low_dot, up_dot)


# Least squares and norms


@tangent(scipy.linalg.pinv)
def _(a, a_dot, *, out):
    ah_dot = np.conj(a_dot.T) if np.iscomplexobj(a) else a_dot.T
    outh = np.conj(out.T) if np.iscomplexobj(a) else out.T
    beside = out @ (outh @ (ah_dot - (ah_dot @ a) @ out))
    below = (ah_dot - out @ (a @ ah_dot)) @ outh @ out
    return -out @ a_dot @ out + beside + below


def like_residues(sums, residues, b):
    """The tangents of the sums of squares, of which there are none unless the matrix is tall: then an empty array."""
    return sums + 0 * residues if np.ndim(b) == 1 else sums[: len(residues)]


@tangent(scipy.linalg.lstsq)
def _(a, a_dot, b, *, out):
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of scipy.linalg.lstsq of complex numbers")
    p, x = scipy.linalg.pinv(a), out[0]
    r, step = b - a @ x, a_dot @ x
    below = p.T @ x
    x_dot = p @ (p.T @ (a_dot.T @ r)) - p @ step + a_dot.T @ below - p @ (a @ (a_dot.T @ below))
    r_dot = like_residues(-2 * np.sum(r * step, axis=0), out[1], b)
    u, _s, vh = scipy.linalg.svd(a, full_matrices=False)
    return x_dot, r_dot, 0, np.sum(u * (a_dot @ vh.T), axis=0)


@tangent(scipy.linalg.lstsq)
def _(a, b, b_dot, *, out):
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of scipy.linalg.lstsq of complex numbers")
    r_dot = like_residues(2 * np.sum((b - a @ out[0]) * b_dot, axis=0), out[1], b)
    return scipy.linalg.pinv(a) @ b_dot, r_dot, 0, np.zeros_like(out[3])


@tangent(scipy.linalg.norm)
def _(a, a_dot, ord=None, axis=None, keepdims=False, *, out):
    return norm_dot(a, a_dot, ord, axis, keepdims, out)
