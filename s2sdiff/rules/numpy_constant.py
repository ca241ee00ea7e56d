"""The NumPy functions whose result carries no derivative: shapes, places, counts, and arrays made anew.

Elementwise ones (np.floor, np.isnan, ...) are in numpy_elementwise; np.arange and np.linspace, which vary
with their ends, are in numpy_join.
"""

import numpy as np

from s2sdiff.rules.declare import constant, tangent

# What an array is

constant([np.shape, np.ndim], "a")
constant([np.size], "a", "axis")
constant([np.iterable], "y")
constant([np.isscalar], "element")
constant([np.result_type], "arrays_and_dtypes")
constant([np.broadcast_shapes], "args")
constant([np.issubdtype], "arg1", "arg2")
constant([np.finfo, np.dtype], "dtype")
constant([np.iinfo], "int_type")
constant([np.isfortran], "a")
constant([np.shares_memory, np.may_share_memory], "a", "b")

# Arrays that are made anew

constant([np.zeros, np.ones, np.empty], "shape", "dtype", "order")
constant([np.zeros_like, np.ones_like], "a", "dtype", "order")
constant([np.empty_like], "prototype", "dtype", "order")
constant([np.eye], "N", "M", "k", "dtype")
constant([np.identity], "n", "dtype")
constant([np.tri], "N", "M", "k", "dtype")
constant([np.indices], "dimensions", "dtype", "sparse")
constant([np.ix_], "args")
constant([np.tril_indices, np.triu_indices], "n", "k", "m")
constant([np.tril_indices_from, np.triu_indices_from], "arr", "k")
constant([np.diag_indices], "n", "ndim")
constant([np.diag_indices_from], "arr")
constant([np.ndindex], "shape")


@tangent(np.hanning, np.hamming, np.blackman, np.bartlett)
def _(M, M_dot):
    raise NotImplementedError("the derivative of a window by a number of elements that is no int")


# Places

constant([np.argmax, np.argmin, np.nanargmax, np.nanargmin], "a", "axis", "out", "keepdims")
constant([np.argsort], "a", "axis", "kind", "order")
constant([np.argpartition], "a", "kth", "axis", "kind", "order")
constant([np.lexsort], "keys", "axis")
constant([np.nonzero, np.argwhere, np.flatnonzero], "a")
constant([np.searchsorted], "a", "v", "side", "sorter")
constant([np.digitize], "x", "bins", "right")
constant([np.unravel_index], "indices", "shape", "order")
constant([np.ravel_multi_index], "multi_index", "dims", "mode", "order")

# Truths and counts

constant([np.all, np.any], "a", "axis", "out", "keepdims")
constant([np.count_nonzero], "a", "axis", "keepdims")
constant([np.allclose], "a", "b", "rtol", "atol", "equal_nan")
constant([np.array_equal, np.array_equiv], "a1", "a2")
constant([np.isin], "element", "test_elements")
constant([np.linalg.matrix_rank], "A", "tol", "hermitian")
