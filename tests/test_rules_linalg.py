"""The rules of linear algebra and of Fourier transforms, and what holds for the rules of all arrays."""

import ast
import inspect
import itertools
import textwrap

import numpy as np
import pytest
import scipy.linalg
import scipy.special
from rule_checks import (
    ARRAYS,
    RNG,
    START,
    check_tangent,
    check_transpose,
    forward,
    imaginary,
    leaves,
    named,
    real,
    spd,
)

import s2sdiff
from s2sdiff.rules.declare import RULES, rule_of

M = real(3, 4)


@pytest.fixture(autouse=True)
def _same_numbers_in_any_order():
    RNG.bit_generator.state = START


# ---------------------------------------------------------------- linear algebra


@pytest.mark.parametrize("of", [real, imaginary])
def test_systems(of):
    for a in (of(3, 3), of(2, 3, 3)):
        a = a / 2 + 2 * np.eye(3)
        for fn in (np.linalg.inv, np.linalg.det, np.linalg.slogdet):
            check_tangent(fn, "a", a)
        for b in (of(3), of(3, 4), of(2, 3, 4)):
            check_transpose(np.linalg.solve, "b", a, b)
            check_tangent(np.linalg.solve, "a", a, b)
        for n in (-2, -1, 0, 1, 2, 5):
            check_tangent(np.linalg.matrix_power, "a", a / 2, n)
    check_transpose(np.linalg.solve, "b", of(2, 1, 3, 3), of(5, 3, 2))
    check_tangent(np.linalg.solve, "a", of(2, 1, 3, 3) + 4 * np.eye(3), of(5, 3, 2))
    for shape in ((3, 3), (5, 3), (3, 5), (2, 4, 3)):
        check_tangent(np.linalg.pinv, "a", of(*shape) + 2 * np.eye(*shape[-2:]))


def test_least_squares():
    for shape, b in itertools.product(((5, 3), (3, 5), (3, 3)), ((), (2,))):
        a, b = real(*shape) + 2 * np.eye(*shape), real(shape[0], *b)
        for name in "ab":
            check_tangent(np.linalg.lstsq, name, a, b, None, narrow=False)


def test_singular_matrices_are_not_differentiated():
    with pytest.raises(np.linalg.LinAlgError):
        forward(np.linalg.det, "a", [np.ones((2, 2))], {}, np.ones((2, 2)))


@pytest.mark.parametrize("of", [real, imaginary])
@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 4, 4)])
def test_factors_of_hermitian_matrices(shape, of):
    a = spd(*shape, of=of)
    a[..., 0, -1] += 0.3  # only one triangle is read
    check_tangent(np.linalg.cholesky, "a", a)
    for uplo in "LU":
        check_tangent(np.linalg.eigh, "a", a, uplo, vectors=[(1, -2)])
        check_tangent(np.linalg.eigvalsh, "a", a, uplo)


@pytest.mark.parametrize("of", [real, imaginary])
def test_eigenvalues(of):
    symmetric, turning = np.diag([1.0, 2.0, 4.0]) + 0.1 * of(3, 3), of(4, 4)
    for a in (symmetric, turning, np.stack((symmetric, symmetric.T))):
        check_tangent(np.linalg.eig, "a", a, vectors=[(1, -2)])
        check_tangent(np.linalg.eigvals, "a", a)


@pytest.mark.parametrize("of", [real, imaginary])
@pytest.mark.parametrize("shape", [(3, 3), (5, 3), (3, 5), (2, 4, 3), (1, 1)])
def test_orthogonal_factors(shape, of):
    a = of(*shape) + 2 * np.eye(*shape[-2:]) * np.arange(1, shape[-1] + 1)
    check_tangent(np.linalg.qr, "a", a)
    check_tangent(np.linalg.qr, "a", a, "r")
    check_tangent(np.linalg.svd, "a", a, compute_uv=False)
    check_tangent(np.linalg.cond, "x", a)
    check_tangent(np.linalg.cond, "x", a, -2)
    if shape[-1] == shape[-2]:
        check_tangent(np.linalg.cond, "x", a, "fro")
    if of is real:
        check_tangent(np.linalg.svd, "a", a, False, vectors=[(0, -2), (2, -1)])
        with pytest.raises(NotImplementedError):
            forward(np.linalg.qr, "a", [a, "raw"], {}, a)
    else:
        with pytest.raises(NotImplementedError):
            forward(np.linalg.svd, "a", [a], {}, a)


@pytest.mark.parametrize("shape", [(3, 3), (4, 3), (3, 4), (2, 4, 3), (2, 2)])
def test_whole_orthogonal_factors(shape):
    a = real(*shape) + 2 * np.eye(*shape[-2:]) * np.arange(1, shape[-1] + 1)
    check_tangent(np.linalg.qr, "a", a, "complete")
    check_tangent(np.linalg.svd, "a", a, vectors=[(0, -2), (2, -1)])


@pytest.mark.parametrize("of", [real, imaginary])
def test_several_columns_beyond_the_range(of):
    for shape in ((5, 2), (7, 4), (2, 5, 3), (3, 1)):
        check_tangent(np.linalg.qr, "a", of(*shape), "complete")
        if of is real:
            check_tangent(np.linalg.svd, "a", real(*shape), vectors=[(0, -2), (2, -1)])


def test_columns_that_may_be_any_have_no_tangent():
    u_dot = forward(np.linalg.svd, "a", [real(6, 4)], {}, real(6, 4))[0]
    assert np.isfinite(u_dot[:, :4]).all() and np.isnan(u_dot[:, 4:]).all()


def repeated_ones():
    turn = np.linalg.qr(real(4, 4))[0]
    return np.eye(4), turn @ np.diag([1.0, 2.0, 2.0, 3.0]) @ turn.T, turn @ np.diag([3.0, 3.0, 1.0, 1.0]) @ turn.T


def of_eigenvalues(a):
    w = np.linalg.eigh(a)[0]
    return np.sum(np.log(w)) + np.sum(w**3) * np.prod(1 + np.linalg.eigvalsh(a))


def of_singular_values(a):
    s = np.linalg.svd(a)[1]
    return np.sum(np.log(s)) + np.sum(s**3) * np.prod(1 + np.linalg.svdvals(a)) + np.linalg.norm(a, "nuc")


def test_repeated_eigenvalues_have_derivatives_of_what_treats_them_alike():
    a_dot, step = spd(4, 4), 1e-5
    for a in repeated_ones():
        for f in (of_eigenvalues, of_singular_values):
            slope = (f(a + step * a_dot) - f(a - step * a_dot)) / (2 * step)
            found = np.sum(s2sdiff.grad(f)(a) * a_dot), s2sdiff.pushforward(f)(a, a_dot)[1]
            np.testing.assert_allclose(found, slope, rtol=1e-6)
        assert np.isfinite(forward(np.linalg.norm, "x", [a, 2], {}, a_dot))
        assert np.isfinite(forward(np.linalg.cond, "x", [a], {}, a_dot))


def test_vectors_of_repeated_eigenvalues_give_no_number():
    a_dot = spd(4, 4)
    for a in (*repeated_ones(), np.zeros((4, 4))):
        for fn in (np.linalg.eigh, np.linalg.eig, np.linalg.svd):
            for leaf in leaves(forward(fn, "a", [a], {}, a_dot)):
                assert np.isnan(leaf).sum() >= (8 if leaf.ndim == 2 else 2 if fn is np.linalg.eig else 0)
        assert np.isnan(forward(np.linalg.eigvals, "a", [a], {}, a_dot)).sum() >= 2
    for defective in ([[2.0, 1.0], [0.0, 2.0]], [[2.0, 1.0, 0.0], [0.0, 2.0, 1.0], [0.0, 0.0, 2.0]]):
        w_dot = forward(np.linalg.eig, "a", [np.array(defective)], {}, real(*np.shape(defective)))[0]
        assert np.isnan(w_dot).all()


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("of", [real, imaginary])
def test_norms(of, keepdims):
    for shape, axis in [((4,), None), ((4,), 0), ((3, 4), 1), ((2, 3, 4), -2)]:
        for ord in (None, 0, 1, 2, 3, 2.5, -1, -2, np.inf, -np.inf):
            check_tangent(np.linalg.norm, "x", of(*shape), ord, axis, keepdims=keepdims)
    for shape, axis in [((3, 4), None), ((4, 3), (0, 1)), ((3, 4, 3), (2, 0)), ((2, 3, 4), (-2, -1))]:
        for ord in (None, "fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf):
            check_tangent(np.linalg.norm, "x", of(*shape), ord, axis, keepdims=keepdims)
    check_tangent(np.linalg.norm, "x", of(2, 3, 4), keepdims=keepdims)


@pytest.mark.parametrize("ord", [None, 1, 2, 3, np.inf])
def test_the_norm_of_zero(ord):
    assert forward(np.linalg.norm, "x", [np.zeros(3), ord], {}, np.ones(3)) == 0.0
    if ord in (None, 1):
        assert forward(np.linalg.norm, "x", [np.zeros((3, 3)), ord], {}, np.ones((3, 3))) == 0.0


# ---------------------------------------------------------------- Fourier transforms


@pytest.mark.parametrize("norm", [None, "ortho", "forward"])
@pytest.mark.parametrize("of", [real, imaginary])
@pytest.mark.parametrize(
    "fn", [np.fft.fft, np.fft.ifft, np.fft.rfft, np.fft.irfft, np.fft.hfft, np.fft.ihfft], ids=named
)
def test_transforms(fn, of, norm):
    if of is imaginary and fn in (np.fft.rfft, np.fft.ihfft):
        return
    for shape, axis in [((6,), -1), ((5,), 0), ((3, 4), 0), ((2, 5, 3), 1)]:
        for n in (None, 3, 4, 8, 11):
            check_transpose(fn, "a", of(*shape), n, axis, norm)
    if fn is np.fft.fft:
        check_transpose(fn, "a", of(1))


@pytest.mark.parametrize("norm", [None, "ortho", "forward"])
@pytest.mark.parametrize("of", [real, imaginary])
@pytest.mark.parametrize("name", ["fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"])
def test_transforms_of_several_axes(name, of, norm):
    if of is imaginary and name.startswith("rfft"):
        return
    fn = getattr(np.fft, name)
    check_transpose(fn, "a", of(4, 5), norm=norm)
    check_transpose(fn, "a", of(2, 3, 6), None, (0, 2), norm)
    check_transpose(fn, "a", of(2, 3, 6), (4, 5), (0, -1), norm)
    check_transpose(fn, "a", of(2, 3, 6), (5, 3), (2, 1), norm)
    if name.endswith("n"):
        check_transpose(fn, "a", of(3, 4, 3), norm=norm)
        check_transpose(fn, "a", of(5), norm=norm)


def test_shifts_and_frequencies():
    for axes in (None, 0, (0, 1)):
        check_transpose(np.fft.fftshift, "x", M, axes)
        check_transpose(np.fft.ifftshift, "x", real(5, 3), axes)
    for fn in (np.fft.fftfreq, np.fft.rfftfreq):
        check_tangent(fn, "d", 5, 0.3, narrow=False)


# ---------------------------------------------------------------- scipy


@pytest.mark.parametrize("of", [real, imaginary])
def test_scipy_functions_of_a_matrix(of):
    a, b = of(3, 3) / 2, of(4, 4) / 2
    check_tangent(scipy.linalg.expm, "A", a, narrow=False)
    check_transpose(scipy.linalg.expm_frechet, "E", a, of(3, 3), compute_expm=False, narrow=False)
    check_tangent(scipy.linalg.sqrtm, "A", spd(3, 3, of=of), narrow=False)
    check_transpose(scipy.linalg.solve_sylvester, "q", a + 2 * np.eye(3), b + 2 * np.eye(4), of(3, 4))
    for name in "ab":
        check_tangent(scipy.linalg.solve_sylvester, name, a + 2 * np.eye(3), b + 2 * np.eye(4), of(3, 4))


def test_scipy_inverses_and_factors():
    a = real(4, 4) + 4 * np.eye(4)
    check_tangent(scipy.linalg.inv, "a", a)
    check_tangent(scipy.linalg.det, "a", a)
    for lower in (False, True):
        check_tangent(scipy.linalg.cholesky, "a", a @ a.T, lower=lower)


@pytest.mark.parametrize("of", [real, imaginary])
@pytest.mark.parametrize("shape", [(4,), (4, 2)])
def test_scipy_systems(shape, of):
    a, b = of(4, 4) + 4 * np.eye(4), of(*shape)
    for trans, lower, unit in itertools.product((0, 1, 2, "N", "T", "C"), (False, True), (False, True)):
        check_tangent(scipy.linalg.solve_triangular, "a", a, b, trans, lower, unit)
        check_transpose(scipy.linalg.solve_triangular, "b", a, b, trans, lower, unit)
    for transposed in (False, True) if of is real else (False,):
        check_tangent(scipy.linalg.solve, "a", a, b, transposed=transposed)
        check_transpose(scipy.linalg.solve, "b", a, b, transposed=transposed)
    if of is real:
        for assume, lower in itertools.product(("sym", "pos"), (False, True)):
            check_tangent(scipy.linalg.solve, "a", a @ a.T, b, lower=lower, assume_a=assume)
            check_transpose(scipy.linalg.solve, "b", a @ a.T, b, lower=lower, assume_a=assume)
    for l_and_u in ((1, 1), (2, 1), (0, 2), (3, 0)):
        ab = of(sum(l_and_u) + 1, 4)
        ab[l_and_u[1]] += 6
        check_tangent(scipy.linalg.solve_banded, "ab", l_and_u, ab, b)
        check_transpose(scipy.linalg.solve_banded, "b", l_and_u, ab, b)


def triangle(fn, lower):
    """The factor of a matrix and its tangent, only the triangle that is meant."""
    a, a_dot, h = spd(4, 4), real(4, 4), 1e-3
    cut = np.tril if lower else np.triu

    def at(t):
        return cut(fn(a + t * h * a_dot, lower)[0])

    got = forward(fn, "a", [a, lower], {}, a_dot)[0]
    return got, (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)


def test_scipy_factors():
    for lower in (False, True):
        np.testing.assert_allclose(*triangle(scipy.linalg.cho_factor, lower), rtol=1e-7, atol=1e-9)
    a, a_dot = real(5, 5), real(5, 5)
    at = [scipy.linalg.lu_factor(a + 1e-3 * t * a_dot)[0] for t in (2, 1, -1, -2)]
    quotient = (8 * (at[1] - at[2]) - (at[0] - at[3])) / 12e-3
    np.testing.assert_allclose(forward(scipy.linalg.lu_factor, "a", [a], {}, a_dot)[0], quotient, rtol=1e-7)


@pytest.mark.parametrize("shape", [(4,), (4, 2)])
def test_scipy_solutions_from_factors(shape):
    h, b = 1e-3, real(*shape)
    for lower in (False, True):
        factor = scipy.linalg.cho_factor(spd(4, 4), lower)
        c_dot = real(4, 4)
        at = [scipy.linalg.cho_solve((factor[0] + t * h * c_dot, lower), b) for t in (2, 1, -1, -2)]
        got = forward(scipy.linalg.cho_solve, "c_and_lower", [factor, b], {}, (c_dot, 0))
        np.testing.assert_allclose(got, (8 * (at[1] - at[2]) - (at[0] - at[3])) / (12 * h), rtol=1e-7)
        check_transpose(scipy.linalg.cho_solve, "b", factor, b, narrow=False)
    for of, trans in itertools.product((real, imaginary), (0, 1, 2)):
        lu, piv = scipy.linalg.lu_factor(of(4, 4))
        lu_dot, b = of(4, 4), of(*shape)
        at = [scipy.linalg.lu_solve((lu + t * h * lu_dot, piv), b, trans) for t in (2, 1, -1, -2)]
        got = forward(scipy.linalg.lu_solve, "lu_and_piv", [(lu, piv), b, trans], {}, (lu_dot, 0))
        np.testing.assert_allclose(got, (8 * (at[1] - at[2]) - (at[0] - at[3])) / (12 * h), rtol=1e-6)
        check_transpose(scipy.linalg.lu_solve, "b", (lu, piv), b, trans, narrow=False)


@pytest.mark.parametrize(("shape", "axis"), [((4,), None), ((3, 4), 1), ((2, 3, 4), (0, 2)), ((3, 4), None)])
def test_scipy_exponentials(shape, axis):
    for keepdims in (False, True):
        check_tangent(scipy.special.logsumexp, "a", real(*shape), axis, keepdims=keepdims)
        for name in "ab":
            weights = 1 + real(*shape) ** 2
            check_tangent(scipy.special.logsumexp, name, real(*shape), axis, weights, keepdims=keepdims)
    check_tangent(scipy.special.softmax, "x", real(*shape), axis)
    check_tangent(scipy.special.log_softmax, "x", real(*shape), axis)
    check_tangent(scipy.special.multigammaln, "a", 5 + real(*shape) ** 2, 3, narrow=False)


# ---------------------------------------------------------------- the rules as programs


def calls(fn):
    """The functions of NumPy and SciPy that are called in the source of `fn`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(fn))).body[0]
    for node in ast.walk(ast.Module(tree.body, [])):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if name.startswith(("np.", "scipy.")) and name.replace(".", "").isidentifier():
            yield eval(name, {"np": np, "scipy": scipy})


def test_rules_call_what_has_rules():
    modules = {m.__name__ for m in ARRAYS}
    bodies = [b for r in RULES.values() for b in (*r.tangents.values(), *r.transposes.values())]
    bodies = [b for b in bodies if b.__module__ in modules]
    assert len(bodies) > 150
    helpers = [f for m in ARRAYS for f in vars(m).values() if getattr(f, "__module__", "") in modules]
    missing = {f for body in bodies + helpers for f in calls(body) if rule_of(f) is None}
    assert missing == {np.add.at}


@pytest.mark.parametrize("fn", [fn for fn in RULES if callable(fn)], ids=named)
def test_parameters_are_those_of_the_function_in_its_order(fn):
    if isinstance(fn, np.ufunc) or not (getattr(fn, "__module__", None) or "").startswith("numpy"):
        return
    try:
        names = list(inspect.signature(fn).parameters)
    except (TypeError, ValueError):
        return
    apart = {np.einsum: ["subscripts", "operands"], np.pad: [*names, "constant_values"]}
    apart[np.arange] = ["start", "stop", "step"]
    names = apart.get(fn, names)
    assert [p for p in names if p in rule_of(fn).params] == list(rule_of(fn).params)
