"""The rules of NumPy's array functions: transposes against the functions themselves, tangents against
differences, both for the shape and dtype of what they return."""

import itertools

import numpy as np
import pytest
from rule_checks import (
    RNG,
    START,
    apart,
    check_tangent,
    check_transpose,
    forward,
    imaginary,
    named,
    real,
)

from s2sdiff.rules import numpy_linear, numpy_numeric
from s2sdiff.rules.declare import rule_of
from s2sdiff.rules.registry import library_rules

library_rules("numpy")


@pytest.fixture(autouse=True)
def _same_numbers_in_any_order():
    RNG.bit_generator.state = START


# ---------------------------------------------------------------- reductions

AXES = [((), None), ((4,), None), ((4,), -1), ((3, 4), 0), ((3, 4), -1), ((2, 3, 4), 1), ((2, 3, 4), (0, -1))]
AXES += [((2, 3, 4), None), ((1,), 0), ((1, 1), 1)]


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize(("shape", "axis"), [*AXES, ((0, 3), 0), ((0,), None), ((2, 0), 0)])
def test_sums(shape, axis, keepdims):
    check_transpose(np.sum, "a", np.asarray(real(*shape)), axis=axis, keepdims=keepdims)
    if 0 not in shape:
        check_transpose(np.mean, "a", np.asarray(real(*shape)), axis=axis, keepdims=keepdims)
        check_transpose(np.average, "a", np.asarray(real(*shape)), axis=axis, keepdims=keepdims)


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize(("shape", "axis"), AXES[1:])
@pytest.mark.parametrize(
    "fn", [np.var, np.std, np.max, np.min, np.ptp, np.median, np.prod, np.nansum, np.nanmean], ids=named
)
def test_nonlinear_reductions(fn, shape, axis, keepdims):
    check_tangent(fn, "a", apart(*shape), axis=axis, keepdims=keepdims)


@pytest.mark.parametrize(("shape", "axis"), AXES[1:])
def test_quantiles_and_running_products(shape, axis):
    for q in (0.3, 0.0, 1.0, np.array([0.1, 0.77])):
        check_tangent(np.quantile, "a", apart(*shape), q, axis=axis, narrow=np.ndim(q) == 0)
        check_tangent(np.quantile, "a", apart(*shape), q, axis=axis, keepdims=True, narrow=False)
    check_tangent(np.quantile, "q", apart(*shape), 0.31, axis=axis, narrow=False)
    if not isinstance(axis, tuple):
        check_tangent(np.cumprod, "a", apart(*shape), axis=axis)
        check_transpose(np.cumsum, "a", real(*shape), axis=axis)


def test_products_of_zeros():
    for zeros in ([1], [0, 2], [0, 1, 2, 3]):
        a = real(4, 2)
        a[zeros, 0] = 0.0
        check_tangent(np.prod, "a", a, axis=0)
        check_tangent(np.cumprod, "a", a, axis=0)


def test_ties_are_split_evenly():
    a, a_dot = np.array([[3.0, 1.0, 3.0], [2.0, 2.0, 2.0]]), np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 8.0]])
    for fn in (np.max, np.nanmax):
        np.testing.assert_array_equal(forward(fn, "a", [a, 1], {}, a_dot), [1.5, 5.0])
    assert forward(np.ptp, "a", [a], {}, a_dot) == 1.5 - 5.0


def test_not_a_number():
    a = np.array([[1.0, np.nan, 4.0], [2.0, 7.0, np.nan]])
    for fn in (np.nansum, np.nanmean, np.nanmax, np.nanmin):
        check_tangent(fn, "a", a, axis=1)
    assert np.isnan(forward(np.std, "a", [a[0]], {}, np.ones(3)))
    assert forward(np.std, "a", [np.full(3, 2.0)], {}, np.arange(3.0)) == 0.0


def test_more_reductions():
    check_tangent(np.var, "a", real(3, 4), axis=1, ddof=1)
    check_tangent(np.std, "a", real(3, 4), axis=0, ddof=1)
    check_tangent(np.var, "a", imaginary(3, 4), axis=0)
    check_tangent(np.std, "a", imaginary(5))
    for a, w, axis in [((4,), (4,), None), ((3, 4), (4,), 1), ((3, 4), (3,), 0), ((3, 4), (3, 4), -1)]:
        check_transpose(np.average, "a", real(*a), axis, 1 + real(*w) ** 2)
        check_transpose(np.average, "a", real(*a), axis, 1 + real(*w) ** 2, keepdims=True)
        check_tangent(np.average, "weights", real(*a), axis, 1 + real(*w) ** 2, keepdims=True)
    for offset in (-1, 0, 2):
        check_transpose(np.trace, "a", real(3, 4), offset)
        check_transpose(np.trace, "a", real(2, 3, 4), offset, 2, 0)
        check_transpose(np.trace, "a", real(4, 3), offset, 1, 0)


# ---------------------------------------------------------------- shapes

M, T = real(3, 4), real(2, 3, 4)
# fmt: off
SHAPES = [
    *[(fn, "a", x) for fn in (np.copy, np.asarray) for x in (M, real(0))],
    *[(np.array, "object", M), (np.reshape, "a", M, (2, 6)), (np.reshape, "a", M, -1)],
    *[(np.reshape, "a", M, (2, 6), "F"), (np.ravel, "a", T), (np.ravel, "a", T, "F")],
    *[(np.transpose, "a", T), (np.transpose, "a", T, (2, 0, 1)), (np.transpose, "a", T, (-1, 0, 1))],
    *[(np.swapaxes, "a", T, 0, -1), (np.moveaxis, "a", T, 0, -1), (np.moveaxis, "a", T, (0, 1), (2, 0))],
    *[(np.rollaxis, "a", T, i, j) for i in (-1, 0, 1, 2) for j in (-2, 0, 1, 2, 3)],
    *[(np.squeeze, "a", real(1, 3, 1)), (np.squeeze, "a", real(1, 3, 1), -1)],
    *[(np.expand_dims, "a", M, (0, 2))],
    *[(fn, "arys", x) for fn in (np.atleast_1d, np.atleast_2d, np.atleast_3d) for x in (real()[()], M[0], T)],
    *[(np.broadcast_to, "array", real(3, 1), (2, 3, 4)), (np.broadcast_to, "array", real(1), (0, 1))],
    *[(np.flip, "m", T), (np.flip, "m", T, (0, 2)), (np.fliplr, "m", M), (np.flipud, "m", M)],
    *[(np.rot90, "m", M), (np.rot90, "m", T, 3, (0, 2)), (np.roll, "a", M, 5)],
    *[(np.roll, "a", M, (1, 2), (0, 1))],
    *[(np.tile, "A", x, r) for x in (real(3), M, real(1, 2)) for r in (2, (2,), (3, 2), (2, 1, 3))],
    *[(np.repeat, "a", M, 3), (np.repeat, "a", M, 2, -1), (np.repeat, "a", M, [0, 2, 1], 0)],
    *[(np.repeat, "a", real(3), [2, 0, 1]), (np.repeat, "a", real(2, 2), [2, 0, 1, 4])],
    *[(np.pad, "array", x, w) for x in (real(3), M) for w in (0, 2, (1, 2))],
    *[(np.pad, "array", real(2, 3), ((1, 0), (2, 5)), m) for m in ("edge", "reflect", "symmetric", "wrap")],
    *[(fn, "v", x, k) for fn in (np.diag, np.diagflat) for x in (real(3), M, real(4, 3)) for k in (-1, 0, 2)],
    *[(np.diagonal, "a", T, k, 2, 0) for k in (-1, 0, 2, 5)],
    *[(fn, "m", x, k) for fn in (np.tril, np.triu) for x in (M, T, real(3)) for k in (-1, 0, 1)],
    *[(np.take, "a", x, i) for x in (real(5), M) for i in (1, [0, 2, 0], (1, 1))],
    *[(np.take, "a", x, np.array([[1, -1], [3, 3]])) for x in (real(5), M)],
    *[(np.take, "a", T, i, a) for i in (1, [0, 1, 0, -1], np.array([[1, 0]])) for a in (0, 1, -1)],
    *[(np.take_along_axis, "arr", M, np.argsort(M, 1), 1)],
    *[(np.take_along_axis, "arr", M, np.array([[0], [2], [2]]), 1)],
    *[(np.take_along_axis, "arr", M, np.array([[1, 1, 0, 0], [2, 1, 0, 2]]), 0)],
    *[(np.take_along_axis, "arr", M, np.array([1, 1, 7]), None)],
    *[(np.full, "fill_value", (2, 3), real()[()]), (np.full, "fill_value", (2, 3), real(3))],
    *[(np.full_like, "fill_value", M, real()[()]), (np.full_like, "fill_value", M, real(4))],
    *[(np.concatenate, "arrays", [M, real(2, 4)]), (np.concatenate, "arrays", [M, real(3, 0), M], 1)],
    *[(np.concatenate, "arrays", [M, T], None), (np.stack, "arrays", [M, M, M])],
    *[(np.stack, "arrays", [M, M], -1)],
    *[(np.hstack, "tup", [real(2), real(3)]), (np.hstack, "tup", [M, real(3, 2)])],
    *[(np.hstack, "tup", [T, T])],
    *[(np.vstack, "tup", [real(4), M]), (np.vstack, "tup", [T, T])],
    *[(np.dstack, "tup", [M, M, real(3, 4, 2)])],
    *[(np.dstack, "tup", [real(3), real(3)]), (np.column_stack, "tup", [real(3), M, real(3)])],
    *[(np.block, "arrays", M), (np.block, "arrays", [real(2), real(3)]), (np.block, "arrays", [T, T])],
    *[(np.block, "arrays", [[M, real(3, 2)], [real(2, 4), real(2, 2)]])],
    *[(np.block, "arrays", [[real(2)], [real(2)]])],
    *[(np.append, p, *v) for p in ("arr", "values") for v in [(real(3), real(2)), (M, T), (M, M, 1)]],
    *[(np.append, p, real(3), real()[()]) for p in ("arr", "values")],
    *[(np.split, "ary", real(6, 2), 3), (np.array_split, "ary", M, [1, 3], 1)],
    *[(np.array_split, "ary", real(7), 3)],
    *[(np.vsplit, "ary", M, 3), (np.hsplit, "ary", real(4), 2), (np.hsplit, "ary", M, 2)],
    *[(np.dsplit, "ary", T, 2)],
]


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: f"{named(case[0])}-{case[1]}")
def test_arrangements(case):
    check_transpose(*case)


def test_conversions():
    assert rule_of(np.asarray).transposes["a"](np.ones(2), np.ones(2, np.float32), float).dtype == np.float32
    check_transpose(np.array, "object", M, complex, narrow=False)
    check_transpose(np.pad, "array", M, 1, constant_values=5.0)
    with pytest.raises(NotImplementedError):
        rule_of(np.asarray).transposes["a"](np.ones(2), np.ones(2), int)
    with pytest.raises(NotImplementedError):
        rule_of(np.ravel).transposes["a"](np.ones(2), np.ones(2), "K")


@pytest.mark.parametrize("shape", [(5,), (3, 4), (2, 3, 4)])
def test_orders(shape):
    for axis in (-1, 0, None):
        check_tangent(np.sort, "a", apart(*shape), axis)
        check_tangent(np.partition, "a", apart(*shape), 1, axis)
    check_tangent(np.partition, "a", apart(3, 500), 250)


def test_ranges():
    for start, stop in itertools.product((0.5, real(3), real(2, 1)), (2.0, real(3))):
        for name, endpoint, axis in itertools.product(("start", "stop"), (True, False), (0, -1)):
            check_transpose(np.linspace, name, start, stop, 4, endpoint, axis=axis, narrow=False)
            check_tangent(np.linspace, name, start, stop, 4, endpoint, axis=axis, narrow=False)
            check_tangent(np.logspace, name, start, stop, 4, endpoint, base=2.0, axis=axis, narrow=False)
    for name in ("start", "step"):
        check_tangent(np.arange, name, 0.3, 2.1, 0.37, narrow=False)


# ---------------------------------------------------------------- numerical functions


def test_differences():
    for x, n, axis in [(real(5), 1, -1), (real(1), 1, 0), (real(6), 3, -1), (M, 1, 0), (T, 2, 1), (M, 0, 1)]:
        check_transpose(np.diff, "a", x, n, axis)
    check_transpose(np.ediff1d, "ary", M)
    check_tangent(np.unwrap, "p", 4 * real(3, 5))
    for edge_order, axis in itertools.product((1, 2), (0, -1, (0, 1), (1, 0), None)):
        check_transpose(np.gradient, "f", real(4, 5), axis=axis, edge_order=edge_order)
        check_transpose(np.gradient, "f", real(4, 5), 0.3, axis=axis, edge_order=edge_order)
    x, y = np.cumsum(real(4) ** 2), np.cumsum(real(5) ** 2)
    for edge_order in (1, 2):
        check_transpose(np.gradient, "f", real(4, 5), x, y, edge_order=edge_order)
        check_transpose(np.gradient, "f", real(4, 5), y, axis=1, edge_order=edge_order)
    check_transpose(np.gradient, "f", real(2))
    trapezoid = numpy_numeric.trapezoid
    cases = [((5,), (5,), -1), ((3, 4), (4,), 1), ((3, 4), (3,), 0), ((3, 4), (3, 4), 0), ((3, 4), (3, 1), 0)]
    for z, x, axis in cases:
        check_transpose(trapezoid, "y", real(*z), real(*x), 1.0, axis)
        check_transpose(trapezoid, "x", real(*z), real(*x), 1.0, axis)
        check_transpose(trapezoid, "y", real(*z), None, 0.3, axis)
        check_tangent(trapezoid, "dx", real(*z), None, 0.3, axis, narrow=False)


def test_interpolation():
    xp, fp = np.cumsum(0.2 + real(6) ** 2), real(6)
    inside = xp[:-1] + 0.4 * np.diff(xp)
    around = np.concatenate((inside, [xp[0] - 1, xp[-1] + 1]))
    for x in (inside, around, around.reshape(7, 1), float(inside[2])):
        check_tangent(np.interp, "x", x, xp, fp, narrow=False)
        check_tangent(np.interp, "xp", x, xp, fp, narrow=False)
        check_transpose(np.interp, "fp", x, xp, fp, narrow=False)
    check_transpose(np.interp, "fp", xp, xp, fp, narrow=False)


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
@pytest.mark.parametrize(("n", "m"), [(7, 3), (3, 7), (6, 4), (4, 4), (1, 3), (5, 5), (4, 7)])
def test_convolution(n, m, mode):
    for of, name in itertools.product((real, imaginary), "av"):
        check_transpose(np.convolve, name, of(n), of(m), mode)


def test_polynomials():
    for n, x in itertools.product((1, 2, 4), (0.7, real(3), real(2, 3))):
        check_transpose(np.polyval, "p", real(n), x, narrow=False)
        check_tangent(np.polyval, "x", real(n), x)
    for n, increasing in itertools.product((None, 1, 3), (False, True)):
        check_tangent(np.vander, "x", np.append(real(3), 0.0), n, increasing)
    for y in (real(8), real(8, 2)):
        check_transpose(np.polyfit, "y", np.linspace(-1, 1, 8), y, 3, narrow=False)
    check_tangent(np.polyfit, "x", np.linspace(-1, 1, 8), real(8), 3, narrow=False)


@pytest.mark.parametrize(
    ("m", "y"), [((5,), None), ((3, 5), None), ((5,), (5,)), ((2, 5), (3, 5)), ((1, 5), (5,))]
)
def test_covariances(m, y):
    m, y = real(*m), None if y is None else real(*y)
    for name in ("m",) if y is None else ("m", "y"):
        for more in ({}, {"bias": True}, {"ddof": 0}):
            check_tangent(np.cov, name, m, y, **more, narrow=False)
        check_tangent(np.corrcoef, "x" if name == "m" else "y", m, y, narrow=False)
    check_tangent(np.cov, "m", real(5, 3), rowvar=False, narrow=False)
    check_transpose(np.bincount, "weights", np.array([0, 3, 1, 3]), real(4), narrow=False)


# ---------------------------------------------------------------- products


def operands(fn, first, second):
    for of, other in ((real, real), (imaginary, imaginary)):
        for name in rule_of(fn).params[:2]:
            yield name, np.asarray(of(*first))[()], np.asarray(other(*second))[()]


PRODUCTS = [
    (np.matmul, "3 3;23 3;3 34;23 34;523 3;523 34;23 534;523 534;523 134;7523 534;3 534;13 34;523 7134"),
    (np.dot, "3 3;23 3;3 34;23 34;523 3;523 34;23 534;523 634; 3; 23;3 ;23 ;3 534; "),
    (np.inner, "3 3;23 3;3 43;23 43;523 43;43 523; 3;23 ;3 523; "),
    (np.outer, "3 4;23 4;3 24;23 45; 3"),
    (np.vdot, "3 3;23 23;23 6;6 23"),
    (np.kron, "3 4;23 45;3 23;23 4;234 22;22 234"),
    (numpy_linear.vecdot, "3 3;23 3;3 23;53 3;513 23"),
    (np.cross, "3 3;23 3;3 23;513 23"),
]


@pytest.mark.parametrize(("fn", "shapes"), PRODUCTS, ids=named)
def test_products(fn, shapes):
    for pair in shapes.split(";"):
        first, second = (tuple(map(int, s)) for s in f"{pair} ".split(" ")[:2])
        for name, a, b in operands(fn, first, second):
            check_transpose(fn, name, a, b)


def test_tensordot():
    for a, b, axes in [
        *[((2, 3), (3, 4), 1), ((2, 3, 4), (3, 4, 5), 2), ((2,), (3,), 0), ((2, 3), (2, 3), 2)],
        *[((2, 3, 4), (4, 5, 2), ((0, 2), (2, 0))), ((2, 3, 4), (5, 3), (1, 1)), ((3, 4), (5, 3), ([0], -1))],
        *[((2, 3, 4, 5), (5, 3, 2, 6), ((3, 0, 1), (0, 2, 1)))],
    ]:
        for name, x, y in operands(np.tensordot, a, b):
            check_transpose(np.tensordot, name, x, y, axes)


def test_cross_along_other_axes():
    for a, b, axis in [((3,), (3, 5), 0), ((3, 5), (3,), 0), ((4, 3, 5), (3, 5), -2), ((2, 5), (2,), 0), ((3, 1), (3, 5), 0)]:
        for name, x, y in operands(np.cross, a, b):
            check_transpose(np.cross, name, x, y, axis=axis)


EINSUMS = ["ij,jk->ik 23 34", "ij,jk 23 34", "i,i-> 3 3", "ij-> 23", "ij->j 23", "ii->i 33", "ii-> 33"]
EINSUMS += ["iij->j 332", "iii->i 333", "ij,ij->ij 13 23", "ij,kj->i 23 43", "...ij,...jk->...ik 523 34"]
EINSUMS += ["...ij,jk 7523 34", "i...,i...->... 3 324", "a,b,c->abc 2 3 4", "ij,jk,kl->li 23 34 45", "ba 23"]
EINSUMS += ["...i->... 523", "ii 33"]
EINSUMS += ["ij,j,j->i 23 3 3", "ii,i->i 33 3", " i j , j -> i 23 3", "iiji->j 3323", ",ij->ji  23"]
EINSUMS += ["ij,k-> 23 4", "...,...->... 513 43", "aA,AB->aB 23 34"]


@pytest.mark.parametrize("case", EINSUMS)
@pytest.mark.parametrize("of", [real, imaginary])
def test_einsum(case, of):
    n = case.count(",") + 1
    subscripts, *shapes = case.rsplit(" ", n)
    arrays = [np.asarray(of(*map(int, s))) for s in shapes]
    for k in range(n):
        check_transpose(np.einsum, "operands", subscripts, *arrays, k=k)


def test_einsum_refuses_an_operand_that_alone_fills_a_summed_axis():
    with pytest.raises(ValueError, match="reshape"):
        rule_of(np.einsum).transposes["operands"](np.ones(4), "i,ij", np.ones(1), M, k=1)


def test_multi_dot():
    for arrays in ([real(3), real(3, 2), real(2)], [M, real(4, 2), real(2, 5)], [M, real(4)]):
        check_tangent(np.linalg.multi_dot, "arrays", arrays)
