"""Derivatives of numpy.linalg, for one matrix or a stack of matrices.

Sources: M. B. Giles, Collected matrix derivative results for forward and reverse mode AD (2008); for
cholesky I. Murray, arXiv:1602.07527; for qr S. F. Walter and L. Lehmann, arXiv:1009.6112; for svd
J. Townsend, Differentiating the singular value decomposition (2016); for pinv and lstsq G. H. Golub and
V. Pereyra, SIAM J. Numer. Anal. 10 (1973) 413.

Derivatives are those of what NumPy computes: cholesky, eigh and eigvalsh read one triangle, so the other one
has derivative zero; eigenvectors are of length 1, and of the phase that LAPACK gives them.

Where eigenvalues of a Hermitian matrix, or singular values, coincide to rounding, each of them has the derivative
of a value between the one-sided ones, as at a kink, so that those of functions that treat them alike (their sum, the
logarithm of the determinant, the nuclear norm) are right; those of their vectors are nan, for the vectors are no
functions of the matrix there. So are the derivatives of repeated eigenvalues of any other matrix, and of several
vectors that `svd` with full_matrices adds beyond the range of a matrix that is nearly square.
"""

import numpy as np

from s2sdiff.rules.declare import idle, tangent, transpose
from s2sdiff.rules.support import (
    closeness,
    extremum_dot,
    from_lower,
    half_tril,
    mt,
    of_single,
    rounding,
    single,
    spread,
    unbroadcast,
)

# Inverses, systems of equations, determinants


@tangent(np.linalg.inv)
def _(a, a_dot, *, out):
    return -out @ a_dot @ out


@transpose(np.linalg.solve, "b")
def _(out_bar, a, b):
    if np.ndim(a) == 2:
        return np.linalg.solve(a.T, out_bar)
    if np.ndim(b) == 1:
        b_bar = np.linalg.solve(mt(a), np.expand_dims(out_bar, -1))
        return unbroadcast(np.squeeze(b_bar, -1), np.shape(b))
    return unbroadcast(np.linalg.solve(mt(a), out_bar), np.shape(b))


@tangent(np.linalg.solve)
def _(a, a_dot, b, *, out):
    if np.ndim(a) > 2 and np.ndim(b) == 1:
        return -np.squeeze(np.linalg.solve(a, a_dot @ np.expand_dims(out, -1)), -1)
    return -np.linalg.solve(a, a_dot @ out)


@tangent(np.linalg.det)
def _(a, a_dot, *, out):
    if np.ndim(a) == 2:
        return out * np.sum(np.linalg.inv(a).T * a_dot)
    return out * np.sum(mt(np.linalg.inv(a)) * a_dot, axis=(-2, -1))


@tangent(np.linalg.slogdet)
def _(a, a_dot, *, out):
    log_dot = np.sum(mt(np.linalg.inv(a)) * a_dot, axis=None if np.ndim(a) == 2 else (-2, -1))
    if np.iscomplexobj(a):
        return 1j * out[0] * np.imag(log_dot), np.real(log_dot)
    return np.zeros_like(out[0]), log_dot


@tangent(np.linalg.matrix_power)
def _(a, a_dot, n):
    if n == 0:
        return np.zeros_like(a_dot)
    if n < 0:
        a = np.linalg.inv(a)
        a_dot = -a @ a_dot @ a
    power, out_dot = a, a_dot
    for _k in range(abs(n) - 1):
        power, out_dot = power @ a, out_dot @ a + power @ a_dot
    return out_dot


idle([np.linalg.pinv], "rcond", "rtol")


@tangent(np.linalg.pinv)
def _(a, a_dot, *, out):
    ah_dot = np.conj(mt(a_dot)) if np.iscomplexobj(a) else mt(a_dot)
    outh = np.conj(mt(out)) if np.iscomplexobj(a) else mt(out)
    beyond = out @ (outh @ (ah_dot - (ah_dot @ a) @ out))
    below = (ah_dot - out @ (a @ ah_dot)) @ outh @ out
    return -out @ a_dot @ out + beyond + below


# For a matrix of full rank; the sums of squares of the residuals are there only where it is tall.
@tangent(np.linalg.lstsq)
def _(a, a_dot, b, rcond=None, *, out):
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of np.linalg.lstsq of complex numbers")
    p, x = np.linalg.pinv(a), out[0]
    r, step = b - a @ x, a_dot @ x
    below = p.T @ x
    x_dot = p @ (p.T @ (a_dot.T @ r)) - p @ step + a_dot.T @ below - p @ (a @ (a_dot.T @ below))
    r_dot = np.atleast_1d(-2 * np.sum(r * step, axis=0))[: np.size(out[1])]
    u, _s, vh = np.linalg.svd(a, full_matrices=False)
    return x_dot, r_dot, 0, np.sum(u * (a_dot @ vh.T), axis=0)


@tangent(np.linalg.lstsq)
def _(a, b, b_dot, rcond=None, *, out):
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of np.linalg.lstsq of complex numbers")
    r_dot = np.atleast_1d(2 * np.sum((b - a @ out[0]) * b_dot, axis=0))[: np.size(out[1])]
    return np.linalg.pinv(a) @ b_dot, r_dot, 0, np.zeros_like(out[3])


# Factors


def beyond(v, v_dot, more, q, q_dot):
    """The tangent of the columns `more` that follow the columns `v` of an orthogonal matrix.

    They turn as they must to be normal to the others. How several of them turn into each other is LAPACK's choice:
    as in the complete factor of QR whose first columns are `q`, or, in a singular value decomposition of a matrix
    that is nearly square, in a way that is not known here; then their tangent is nan.
    """
    made, made_dot = reflected(q, q_dot)
    known = (np.shape(more)[-1] == 1) | np.all(np.abs(made - more) <= 1e-6)
    turn = np.conj(mt(more)) @ made_dot
    return more @ np.where(known, turn, turn / np.where(known, np.ones_like(turn), np.nan)) - v @ (np.conj(mt(v_dot)) @ more)


def reflected(q, q_dot):
    """The columns that follow the columns `q` of a product of Householder's reflections, and their tangent.

    The product is 1 - w t w.T with a unit triangle on top of w, so that q without the unit columns that it starts
    from is -w t w1.T, and what follows is as much of it (G. Ballard et al., Reconstructing Householder vectors from
    tall-skinny QR, 2014).
    """
    m, n = np.shape(q)[-2], np.shape(q)[-1]
    b = q - np.eye(m, n, dtype=q.dtype)
    top = np.linalg.inv(b[..., :n, :])
    share = np.conj(mt(b[..., n:, :] @ top))
    share_dot = np.conj(mt((q_dot[..., n:, :] - b[..., n:, :] @ (top @ q_dot[..., :n, :])) @ top))
    return np.eye(m, m - n, -n, dtype=q.dtype) + b @ share, q_dot @ share + b @ share_dot


@tangent(np.linalg.cholesky)
def _(a, a_dot, upper=False, *, out):
    if upper:
        if np.iscomplexobj(a):
            raise NotImplementedError("the derivative of the upper np.linalg.cholesky of complex numbers")
        inverse = np.linalg.inv(mt(out))
        return mt(mt(out) @ half_tril(inverse @ from_lower(mt(a_dot)) @ mt(inverse)))
    inverse = np.linalg.inv(out)
    right = np.conj(mt(inverse)) if np.iscomplexobj(a) else mt(inverse)
    return out @ half_tril(inverse @ from_lower(a_dot) @ right)


# `w` is the rate at which the columns turn into each other; a wide matrix has its factors from its left part.
def factors_dot(a_dot, q, r):
    """The tangents of the factors `q`, with as many columns as `r` has rows, and `r`."""
    n = np.shape(r)[-2]
    x = a_dot[..., :n] @ np.linalg.inv(r[..., :n])
    if np.iscomplexobj(q):
        qh = np.conj(mt(q))
        low = np.tril(qh @ x, -1)
        w = low - np.conj(mt(low)) + 1j * np.imag(qh @ x) * np.eye(n, dtype=r.real.dtype)
    else:
        qh = mt(q)
        low = np.tril(qh @ x, -1)
        w = low - mt(low)
    return q @ (w - qh @ x) + x, qh @ a_dot - w @ r


def first_columns(a, a_dot):
    """The orthogonal factor of a tall matrix, and its tangent."""
    q, r = np.linalg.qr(a)
    return q, factors_dot(a_dot, q, r)[0]


@tangent(np.linalg.qr)
def _(a, a_dot, mode="reduced", *, out):
    if mode not in ("reduced", "r", "complete"):
        raise NotImplementedError("the derivative of np.linalg.qr in the mode " + mode)
    q, r = np.linalg.qr(a) if mode == "r" else out
    if mode == "complete":
        n = min(np.shape(r)[-2], np.shape(r)[-1])
        q, more, r = q[..., :n], q[..., n:], r[..., :n, :]
    q_dot, r_dot = factors_dot(a_dot, q, r)
    if mode == "complete" and np.shape(a)[-2] > n:
        q_dot = np.concatenate((q_dot, beyond(q, q_dot, more, q, q_dot)), -1)
        r_dot = np.concatenate((r_dot, np.zeros_like(out[1][..., n:, :])), -2)
    return r_dot if mode == "r" else (q_dot, r_dot)


# Eigenvalues and eigenvectors


# The first component of each vector is real where the lower triangle is read, else the last: so LAPACK's
# zhetrd leaves them.
@tangent(np.linalg.eigh)
def _(a, a_dot, UPLO="L", *, out):
    w, v = out
    near = rounding(w)
    s = from_lower(a_dot) if UPLO in ("L", "l") else from_lower(mt(a_dot))
    if np.iscomplexobj(a):
        s = s if UPLO in ("L", "l") else np.conj(s)
        m = np.conj(mt(v)) @ s @ v
        v_dot = of_single(v @ (closeness(w, near) * m), w, near)
        first = 0 if UPLO in ("L", "l") else -1
        turn = np.imag(v_dot[..., first, :]) / np.real(v[..., first, :])
        v_dot = v_dot - 1j * v * np.expand_dims(turn, -2)
    else:
        m = mt(v) @ s @ v
        v_dot = of_single(v @ (closeness(w, near) * m), w, near)
    return np.real(np.diagonal(m, 0, -2, -1)), v_dot


@tangent(np.linalg.eigvalsh)
def _(a, a_dot, UPLO="L"):
    v = np.linalg.eigh(a, UPLO)[1]
    s = from_lower(a_dot) if UPLO in ("L", "l") else from_lower(mt(a_dot))
    if np.iscomplexobj(a):
        s = s if UPLO in ("L", "l") else np.conj(s)
        return np.real(np.sum(np.conj(v) * (s @ v), axis=-2))
    return np.sum(v * (s @ v), axis=-2)


# The largest component of each vector is real. What is real stays so here, though the kind is that of complex numbers:
# hence no np.real and no 1j, but a number and its conjugate. Rounding may move an eigenvalue by the condition number
# of the eigenvectors times what it may move a Hermitian one (F. L. Bauer and C. T. Fike, 1960).
def eig_dot(a_dot, w, v):
    """The tangents of the eigenvalues `w` and of the eigenvectors `v` of a matrix."""
    condition = np.linalg.cond(v)
    near = rounding(w) * (condition if np.ndim(v) == 2 else condition[..., None, None])
    m = np.linalg.solve(v, a_dot @ v)
    v_dot = of_single(v @ (closeness(w, near) * m), w, near)
    share = np.sum(np.conj(v) * v_dot, axis=-2, keepdims=True)
    v_dot = v_dot - v * (0.5 * (share + np.conj(share)))
    top = np.argmax(np.abs(v), axis=-2, keepdims=True)
    lead, lead_dot = np.take_along_axis(v, top, -2), np.take_along_axis(v_dot, top, -2)
    v_dot = v_dot - v * (0.5 * (lead_dot - np.conj(lead_dot)) / np.real(lead))
    return np.diagonal(m, 0, -2, -1) * np.where(single(w, near), np.ones_like(w), np.nan), v_dot


@tangent(np.linalg.eig)
def _(a, a_dot, *, out):
    return eig_dot(a_dot, out[0], out[1])


@tangent(np.linalg.eigvals)
def _(a, a_dot):
    w, v = np.linalg.eig(a)
    return eig_dot(a_dot, w, v)[0]


# Singular values


@tangent(np.linalg.svd)
def _(a, a_dot, full_matrices=True, compute_uv=True, *, out):
    u, s, vh = out if compute_uv else np.linalg.svd(a, full_matrices=False)
    near = rounding(s)
    v = np.conj(mt(vh)) if np.iscomplexobj(a) else mt(vh)
    if not compute_uv:
        return np.real(np.sum(np.conj(u) * (a_dot @ v), axis=-2))
    if np.iscomplexobj(a):
        raise NotImplementedError("the derivative of the vectors of np.linalg.svd of complex numbers")
    n = np.shape(s)[-1]
    if full_matrices:
        u, more_u, v, more_v = u[..., :n], u[..., n:], v[..., :n], v[..., n:]
    p = mt(u) @ a_dot @ v
    row, column = s[..., None, :], s[..., :, None]
    both = row + column
    f = closeness(s, near) / (both + (both == 0))
    u_dot = of_single(u @ (f * (p * row + column * mt(p))), s, near)
    v_dot = of_single(v @ (f * (column * p + mt(p) * row)), s, near)
    if np.shape(a)[-2] > n:
        u_dot = u_dot + (a_dot @ v - u @ p) / row
        if full_matrices:
            u_dot = np.concatenate((u_dot, beyond(u, u_dot, more_u, *first_columns(a, a_dot))), -1)
    if np.shape(a)[-1] > n:
        v_dot = v_dot + (mt(a_dot) @ u - v @ mt(p)) / row
        if full_matrices:
            v_dot = np.concatenate((v_dot, beyond(v, v_dot, more_v, *first_columns(mt(a), mt(a_dot)))), -1)
    return u_dot, np.diagonal(p, 0, -2, -1), mt(v_dot)


@tangent(np.linalg.cond)
def _(x, x_dot, p=None, *, out):
    if p not in (None, 2, -2):
        y = np.linalg.inv(x)
        x_size, y_size = np.linalg.norm(x, p, (-2, -1)), np.linalg.norm(y, p, (-2, -1))
        y_dot = norm_dot(y, -y @ x_dot @ y, p, (-2, -1), False, y_size)
        return norm_dot(x, x_dot, p, (-2, -1), False, x_size) * y_size + x_size * y_dot
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    share = np.real(np.sum(np.conj(u) * (x_dot @ np.conj(mt(vh))), axis=-2)) / s
    return out * (share[..., -1] - share[..., 0] if p == -2 else share[..., 0] - share[..., -1])


# Norms. At zero a norm has derivative zero: hence the division by inf.


@tangent(np.linalg.norm)
def _(x, x_dot, ord=None, axis=None, keepdims=False, *, out):
    return norm_dot(x, x_dot, ord, axis, keepdims, out)


def norm_dot(x, x_dot, ord, axis, keepdims, out):
    """The tangent of the norm `out` of `x`."""
    # The 2-norm of a vector, and of all elements of a matrix
    if ord is None or ord == "fro" or (ord == 2 and (isinstance(axis, int) or np.ndim(x) == 1)):
        product = np.real(np.conj(x) * x_dot) if np.iscomplexobj(x) else x * x_dot
        return np.sum(product, axis, keepdims=keepdims) / np.where(out == 0, np.inf, out)
    if isinstance(axis, int) or np.ndim(x) == 1:
        if ord == 0:
            return np.sum(0 * np.real(x_dot), axis, keepdims=keepdims)
        size_dot = np.real(np.conj(np.sign(x)) * x_dot) if np.iscomplexobj(x) else np.sign(x) * x_dot
        if ord == 1:
            return np.sum(size_dot, axis, keepdims=keepdims)
        if ord in (np.inf, -np.inf):
            return extremum_dot(np.abs(x), size_dot, out, axis, keepdims)
        share = (np.abs(x) / spread(np.where(out == 0, np.inf, out), axis, keepdims)) ** (ord - 1)
        return np.sum(share * size_dot, axis, keepdims=keepdims)
    row, column = axis if axis is not None else (0, 1)
    if ord in (1, -1, np.inf, -np.inf):
        size_dot = np.real(np.conj(np.sign(x)) * x_dot) if np.iscomplexobj(x) else np.sign(x) * x_dot
        along = row if ord in (1, -1) else column
        sums = np.sum(np.abs(x), along, keepdims=True)
        return extremum_dot(sums, np.sum(size_dot, along, keepdims=True), out, (row, column), keepdims)
    u, s, vh = np.linalg.svd(np.moveaxis(x, (row, column), (-2, -1)), full_matrices=False)
    turned = np.moveaxis(x_dot, (row, column), (-2, -1)) @ np.conj(mt(vh))
    s_dot = np.real(np.sum(np.conj(u) * turned, axis=-2))
    if ord == "nuc":
        out_dot = np.sum(np.where(s > rounding(s)[..., 0], s_dot, 0), axis=-1)
    else:
        out_dot = s_dot[..., 0 if ord == 2 else -1]
    return np.reshape(out_dot, np.shape(out)) if keepdims else out_dot
