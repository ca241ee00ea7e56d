"""Transposes of NumPy's products: each is linear in either operand.

No cotangent is conjugated: it pairs with a tangent by the real part of their product. Where the operands
broadcast against each other, a cotangent is summed back.
"""

import numpy as np

from s2sdiff.rules.declare import idle, tangent, transpose
from s2sdiff.rules.support import (
    along,
    einsum_transposed,
    interleave,
    left_factor,
    right_factor,
    tensordot_axes,
    tensordot_order,
    unbroadcast,
    unbroadcast_beside,
)

# Products of matrices and vectors


@transpose(np.matmul, "x1")
def _(out_bar, x1, x2):
    return left_factor(out_bar, x1, x2)


@transpose(np.matmul, "x2")
def _(out_bar, x1, x2):
    return right_factor(out_bar, x1, x2)


@transpose(np.dot, "a")
def _(out_bar, a, b):
    if np.ndim(a) == 0:
        return np.sum(out_bar * b)
    if np.ndim(b) == 0 or (np.ndim(a) == 1 and np.ndim(b) == 1):
        return out_bar * b
    if np.ndim(b) == 1:
        return np.expand_dims(out_bar, -1) * b
    if np.ndim(b) == 2:
        return out_bar @ b.T
    kept = (*range(np.ndim(b) - 2), np.ndim(b) - 1)
    return np.tensordot(out_bar, b, (tuple(range(-len(kept), 0)), kept))


@transpose(np.dot, "b")
def _(out_bar, a, b):
    if np.ndim(b) == 0:
        return np.sum(a * out_bar)
    if np.ndim(a) == 0 or (np.ndim(a) == 1 and np.ndim(b) == 1):
        return a * out_bar
    if np.ndim(a) == 1:
        return np.expand_dims(a, -1) * np.expand_dims(out_bar, -2)
    if np.ndim(a) == 2 and np.ndim(b) <= 2:
        return a.T @ out_bar
    kept = tuple(range(np.ndim(a) - 1))
    b_bar = np.tensordot(a, out_bar, (kept, kept))
    return b_bar if np.ndim(b) <= 2 else np.moveaxis(b_bar, 0, -2)


@transpose(np.inner, "a")
def _(out_bar, a, b):
    if np.ndim(a) == 0:
        return np.sum(out_bar * b)
    if np.ndim(b) <= 1:
        return np.multiply(out_bar if np.ndim(a) == 1 or np.ndim(b) == 0 else out_bar[..., None], b)
    return np.tensordot(out_bar, b, np.ndim(b) - 1)


@transpose(np.inner, "b")
def _(out_bar, a, b):
    if np.ndim(b) == 0:
        return np.sum(a * out_bar)
    if np.ndim(a) == 0 or (np.ndim(a) == 1 and np.ndim(b) == 1):
        return a * out_bar
    kept = tuple(range(np.ndim(a) - 1))
    return np.moveaxis(np.tensordot(a, out_bar, (kept, kept)), 0, -1)


@transpose(np.outer, "a")
def _(out_bar, a, b):
    a_bar = out_bar @ (b if np.ndim(b) == 1 else np.ravel(b))
    return a_bar if np.ndim(a) == 1 else np.reshape(a_bar, np.shape(a))


@transpose(np.outer, "b")
def _(out_bar, a, b):
    b_bar = (a if np.ndim(a) == 1 else np.ravel(a)) @ out_bar
    return b_bar if np.ndim(b) == 1 else np.reshape(b_bar, np.shape(b))


@transpose(np.vdot, "a")
def _(out_bar, a, b):
    a_bar = np.conj(out_bar * b) if np.iscomplexobj(b) else out_bar * b
    return a_bar if np.ndim(a) == np.ndim(b) else np.reshape(a_bar, np.shape(a))


@transpose(np.vdot, "b")
def _(out_bar, a, b):
    b_bar = out_bar * np.conj(a) if np.iscomplexobj(a) else out_bar * a
    return b_bar if np.ndim(a) == np.ndim(b) else np.reshape(b_bar, np.shape(b))


vecdot = getattr(np, "vecdot", np.vdot)  # new in NumPy 2
if vecdot is not np.vdot:

    @transpose(vecdot, "x1")
    def _(out_bar, x1, x2, axis=-1):
        x1_bar = np.expand_dims(out_bar, axis) * x2
        return unbroadcast(np.conj(x1_bar) if np.iscomplexobj(x1_bar) else x1_bar, np.shape(x1))

    @transpose(vecdot, "x2")
    def _(out_bar, x1, x2, axis=-1):
        return unbroadcast(
            np.expand_dims(out_bar, axis) * (np.conj(x1) if np.iscomplexobj(x1) else x1), np.shape(x2)
        )


# A vector in the plane has two numbers, beside one in space too.


@transpose(np.cross, "a")
def _(out_bar, a, b, axis=-1):
    if np.ndim(out_bar) < max(np.ndim(a), np.ndim(b)):
        x, y = np.moveaxis(b, axis, 0)
        return unbroadcast_beside(np.stack((out_bar * y, -out_bar * x), axis), a, axis)
    part = np.cross(b, out_bar, axis=axis)[along(axis, np.ndim(out_bar), slice(np.shape(a)[axis]))]
    return unbroadcast_beside(part, a, axis)


@transpose(np.cross, "b")
def _(out_bar, a, b, axis=-1):
    if np.ndim(out_bar) < max(np.ndim(a), np.ndim(b)):  # of vectors in the plane
        x, y = np.moveaxis(a, axis, 0)
        return unbroadcast_beside(np.stack((-out_bar * y, out_bar * x), axis), b, axis)
    part = np.cross(out_bar, a, axis=axis)[along(axis, np.ndim(out_bar), slice(np.shape(b)[axis]))]
    return unbroadcast_beside(part, b, axis)


@tangent(np.linalg.multi_dot)
def _(arrays, arrays_dot):
    out, out_dot = arrays[0], arrays_dot[0]
    for k in range(1, len(arrays)):
        out, out_dot = out @ arrays[k], out_dot @ arrays[k] + out @ arrays_dot[k]
    return out_dot


# Products of tensors


@transpose(np.kron, "a")
def _(out_bar, a, b):
    blocks = np.reshape(out_bar, interleave(np.shape(a), np.shape(b)))
    inner = tuple(range(1, np.ndim(blocks), 2))
    b = np.reshape(b, np.shape(blocks)[1::2])
    return np.reshape(np.tensordot(blocks, b, (inner, tuple(range(np.ndim(b))))), np.shape(a))


@transpose(np.kron, "b")
def _(out_bar, a, b):
    blocks = np.reshape(out_bar, interleave(np.shape(a), np.shape(b)))
    outer = tuple(range(0, np.ndim(blocks), 2))
    a = np.reshape(a, np.shape(blocks)[::2])
    return np.reshape(np.tensordot(a, blocks, (tuple(range(np.ndim(a))), outer)), np.shape(b))


@transpose(np.tensordot, "a")
def _(out_bar, a, b, axes=2):
    summed_a, summed_b, free_a, free_b = tensordot_axes(np.ndim(a), np.ndim(b), axes)
    a_bar = np.tensordot(out_bar, b, (tuple(range(len(free_a), len(free_a + free_b))), free_b))
    order = tensordot_order(free_a, summed_a, summed_b)
    return a_bar if order == tuple(range(np.ndim(a))) else np.transpose(a_bar, order)


@transpose(np.tensordot, "b")
def _(out_bar, a, b, axes=2):
    summed_a, summed_b, free_a, free_b = tensordot_axes(np.ndim(a), np.ndim(b), axes)
    b_bar = np.tensordot(a, out_bar, (free_a, tuple(range(len(free_a)))))
    order = tensordot_order((), summed_b, summed_a, free_b)
    return b_bar if order == tuple(range(np.ndim(b))) else np.transpose(b_bar, order)


idle([np.einsum], "optimize")


# The transpose for operand `k`. An axis that is summed in one operand alone is spread over a vector of
# ones, and a label that an operand repeats is laid out by an identity matrix.
@transpose(np.einsum, "operands")
def _(out_bar, subscripts, *operands, k):
    a = operands[k]
    spec, alone, repeated = einsum_transposed(subscripts, [np.ndim(x) for x in operands], k)
    ones = [np.ones(np.shape(a)[i], a.dtype) for i in alone]
    units = [np.eye(np.shape(a)[i], dtype=a.dtype) for i in repeated]
    a_bar = np.einsum(spec, out_bar, *operands[:k], *operands[k + 1 :], *ones, *units)
    return a_bar if np.ndim(a) == 0 else unbroadcast(a_bar, np.shape(a))
