"""Derivatives that are taken inside functions that are differentiated."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import s2sdiff
from s2sdiff import (
    grad,
    hessian,
    hvp,
    jacfwd,
    jacobian,
    jacrev,
    jvp,
    pullback,
    pushforward,
    value_and_grad,
    vjp,
)

OUTER = pytest.mark.parametrize("outer", [grad, jacfwd])
CLOSE = {"rel": 1e-12, "abs": 1e-12}
PAIR = np.array([1.2, 0.7])
SQUARE = np.array([[1.2, 0.7], [0.3, 0.9]])


def taken(inner: str, g: Callable[..., Any]) -> Callable[..., Any]:
    return getattr(s2sdiff, inner)(g)


def by_grad(x):
    def g(y):
        return x + y

    return x * grad(g)(1.0)


def by_jacfwd(x):
    g = lambda y: x + y  # noqa: E731
    return x * jacfwd(g)(1.0)


def by_jacrev(x):
    return x * jacrev(lambda y: x + y)(1.0)


def by_value_and_grad(x):
    _, slope = value_and_grad(lambda y: x + y)(1.0)
    return x * slope


def by_jvp(x):
    return x * jvp(lambda y: x + y, (1.0,), (1.0,))[1]


def by_vjp(x):
    _, pull = vjp(lambda y: x + y, 1.0)
    return x * pull(1.0)[0]


def by_pushforward(x):
    return x * pushforward(lambda y: x + y)(1.0, 1.0)[1]


def by_pullback(x):
    return x * pullback(lambda y: x + y)(1.0, 1.0)[1]


def by_jacobian(x):
    return x * jacobian(lambda y: x + y)(1.0)


def by_forward_grad(x):
    return x * grad(lambda y: x + y, mode="forward")(1.0)


def by_module(x):
    return x * s2sdiff.grad(lambda y: x + y)(1.0)


def by_decorator(x):
    @grad
    def slope(y):
        return x + y

    return x * slope(1.0)


def by_decorator_with_argnums(x):
    @grad(argnums="y")
    def slope(k, y):
        return k * x + y

    return x * slope(2.0, 1.0)


EVERY_WAY = [
    by_grad, by_jacfwd, by_jacrev, by_value_and_grad, by_jvp, by_vjp, by_pushforward, by_pullback, by_jacobian,
    by_forward_grad, by_module, by_decorator, by_decorator_with_argnums,
]  # fmt: skip


@OUTER
@pytest.mark.parametrize("f", EVERY_WAY)
def test_perturbations_are_not_confused(f: Callable[..., Any], outer: Any) -> None:
    """d/dx (x * d/dy (x + y) at y = 1) at x = 1 is 1; confusion gives 2."""
    assert outer(f)(1.0) == 1.0
    assert f(1.0) == 1.0


@OUTER
def test_the_inner_point_moves_too(outer: Any) -> None:
    """d/dx (d/dy (x*x*y*y) at y = x) = 6 x**2."""

    def f(x):
        return grad(lambda y: x * x * y * y)(x)

    assert outer(f)(2.0) == 24.0
    assert outer(outer(f))(2.0) == 24.0
    assert grad(jacfwd(outer(f)))(2.0) == 12.0


@OUTER
def test_three_levels(outer: Any) -> None:
    """d/dx of x * d/dy (y * d/dz (x*y*z) ) = x * 2*x*y at y = x: 2*x**3, so 6*x**2."""

    def f(x):
        def g(y):
            def h(z):
                return x * y * z

            return y * grad(h)(y)

        return x * grad(g)(x)

    assert outer(f)(1.5) == pytest.approx(6.0 * 1.5**2, **CLOSE)


@OUTER
def test_a_loop_and_a_branch_inside(outer: Any) -> None:
    """The reverse sweep of the inner function, stacks and all, is differentiated in place."""

    def steps(x, y, n):
        s = y
        for i in range(n):
            if s > 0.3:
                s = math.sin(s * x) + 0.1 * s * s
            else:
                s = s + x * i
        return s

    def f(x, n):
        return x * grad(lambda y: steps(x, y, n))(0.4 * x)

    def slope(y, x, n):
        return grad(steps, 1)(x, y, n)

    def f_by_hand(x, n):
        h = 1e-5
        return x * (steps(x, 0.4 * x + h, n) - steps(x, 0.4 * x - h, n)) / (2 * h)

    for x, n in ((0.7, 0), (0.7, 5), (1.3, 4)):
        assert f(x, n) == pytest.approx(f_by_hand(x, n), rel=1e-6, abs=1e-9)
        h = 1e-4
        assert outer(f)(x, n) == pytest.approx((f(x + h, n) - f(x - h, n)) / (2 * h), rel=1e-5, abs=1e-7)


@OUTER
def test_a_while_loop_inside(outer: Any) -> None:
    def root(a, y):
        while y * y > a + 1e-9:
            y = 0.5 * (y + a / y)
        return y

    def f(a):
        return grad(lambda y: root(a, y) * y)(3.0 * a)

    h = 1e-5
    assert outer(f)(2.0) == pytest.approx((f(2.0 + h) - f(2.0 - h)) / (2 * h), rel=1e-5)


@OUTER
def test_inside_a_loop(outer: Any) -> None:
    """Newton's method on the derivative: it converges to the minimum of y**4/4 - x*y, the cube root of x."""

    def f(x, n):
        def energy(y):
            return y**4 / 4.0 - x * y

        y = 1.0
        for _ in range(n):
            y = y - grad(energy)(y) / grad(grad(energy))(y)
        return y

    assert f(2.0, 20) == pytest.approx(2.0 ** (1 / 3), **CLOSE)
    assert outer(f)(2.0, 20) == pytest.approx(2.0 ** (-2 / 3) / 3.0, **CLOSE)


def kinetic(q, v):
    return 0.5 * v * v * math.cos(q)


slope_of_kinetic = grad(kinetic, "v")


@value_and_grad
def decorated(y):
    return y**3


@OUTER
def test_a_derivative_of_the_module(outer: Any) -> None:
    def f(q):
        value, slope = decorated(q)
        return slope_of_kinetic(q, 2.0) + slope_of_kinetic(v=q, q=1.0) * value + slope

    wanted = -2.0 * math.sin(0.7) + 4 * 0.7**3 * math.cos(1.0) + 6 * 0.7
    assert outer(f)(0.7) == pytest.approx(wanted, **CLOSE)


def test_a_derivative_of_the_module_that_is_rebound(monkeypatch: pytest.MonkeyPatch) -> None:
    def f(x):
        return decorated(x)[1]

    d = grad(f)
    assert d(2.0) == 12.0
    monkeypatch.setitem(globals(), "decorated", value_and_grad(lambda y: y**4))
    assert d(2.0) == 48.0


@OUTER
def test_hessians_and_products_inside(outer: Any) -> None:
    def f(x):
        return hessian(lambda y: x * y**4)(x) + hvp(lambda y: x * y**3)(x, x)

    # 12 x**3 + 6 x**3
    assert outer(f)(2.0) == pytest.approx(54.0 * 4.0, **CLOSE)


@OUTER
def test_several_arguments_and_aux(outer: Any) -> None:
    def f(x):
        def g(a, b):
            return a * a * b * x, (a, x)

        (da, db), (same, outer_x) = grad(g, (0, "b"), has_aux=True)(x, b=2.0)
        (value, _), (dc,) = value_and_grad(g, (0,), has_aux=True)(3.0, x)
        return da + db + same * outer_x + value + dc

    # 4x**2 + x**3 + x**2 + 9x**2 + 6x**2
    assert outer(f)(1.5) == pytest.approx(40.0 * 1.5 + 3.0 * 1.5**2, **CLOSE)


@OUTER
def test_lists_and_tuples(outer: Any) -> None:
    def f(x):
        def g(v):
            s = 0.0
            for a in v:
                s += a * a * x
            return s

        def h(pair):
            return pair[0] * pair[1] * x

        u = grad(g)([x, 2.0, 3.0 * x])
        a, b = grad(h)((x, x * x))
        return u[0] * u[2] + a + b

    # 2x*x * 6x*x + x**3 + x**2
    assert outer(f)(1.1) == pytest.approx(48.0 * 1.1**3 + 3.0 * 1.1**2 + 2.0 * 1.1, **CLOSE)


@OUTER
def test_a_library_function(outer: Any) -> None:
    def f(x):
        return grad(math.sin)(x) * grad(math.atan2, 1)(1.0, x)

    def by_hand(x):
        return -math.cos(x) / (1.0 + x * x)

    h = 1e-6
    assert f_value(f, 0.6) == pytest.approx(by_hand(0.6), **CLOSE)
    assert outer(f)(0.6) == pytest.approx((by_hand(0.6 + h) - by_hand(0.6 - h)) / (2 * h), rel=1e-7)


def f_value(f: Callable[..., Any], x: float) -> Any:
    return value_and_grad(f)(x)[0]


@OUTER
def test_a_cotangent_may_vary(outer: Any) -> None:
    def f(x):
        def pair(y):
            return y * y, x * y

        _, bar = pullback(pair)(x, (x, 1.0))
        _, (first, second) = jvp(pair, (2.0,), (x * x,))
        return bar + first * second

    # 2x*x + x + 4x**2 * x**3
    assert outer(f)(1.2) == pytest.approx(4 * 1.2 + 1.0 + 20.0 * 1.2**4, **CLOSE)


def test_the_source_is_plain_python() -> None:
    d = grad(by_grad)
    d(1.0)
    assert d.source == "def by_grad_grad(x):\n    return 1.0\n"


def changes_outside(x):
    seen = [0.0]

    def g(y):
        seen[0] = y
        return y * y

    return grad(g)(x) + seen[0]


def power(y, n):
    return 1.0 if n == 0 else y * power(y, n - 1)


def recursive(x, n):
    return grad(power)(x, n) * x


def tuple_result(x):
    return grad(lambda y: (y, y))(x)


def computed_argnums(x):
    return grad(lambda y, z: y * z, int(x) - 1)(x, x)


def list_of_arrays(x):
    return np.sum(jacfwd(lambda v: [v * 2.0, v * 3.0])(x)[0])


@pytest.mark.parametrize(
    ("f", "args", "code"),
    [
        (changes_outside, (1.0,), "SD206"), (tuple_result, (1.0,), "SD404"), (computed_argnums, (1.0,), "SD501"),
        (lambda x: grad(lambda y: y, 3)(x), (1.0,), "SD501"), (list_of_arrays, (PAIR,), "SD301"),
        (lambda x: grad(lambda n: 1.0)("text") + x, (1.0,), "SD403"), (recursive, (1.0, 3), "SD304"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_inside_is_refused(
    f: Callable[..., Any], args: tuple[Any, ...], code: str
) -> None:
    with pytest.raises(s2sdiff.S2SDiffError) as error:
        grad(f)(*args)
    assert error.value.code == code


def test_an_array_made_of_a_list_inside() -> None:
    def f(a):
        y = np.array([a, a * a, a**3])
        return y[1] * y[-1] * a

    def h(z):
        return grad(f)(z) * z

    for take in (grad, jacfwd):
        assert take(h)(1.3) == pytest.approx(36 * 1.3**5, rel=1e-12)


# ---------------------------------------------------------------- the same as outside


def pair_of(a, b):
    return a * b, a**2 + b


def cube_times(a, b):
    return a**3 * b


slopes_of_pair = jacfwd(pair_of, (0, 1))
product_of_cube = hvp(cube_times)
with_rest = jacfwd(lambda x: (x**2, x), has_aux=True)


def entry_of_a_jacobian(x):
    return slopes_of_pair(x, 2.0)[1][0] * x + jacfwd(pair_of, (0, 1))(x, 2.0)[0][1]


def product_inside(x):
    return product_of_cube(x, 0.5, 2.0) * x


def rest_inside(x):
    return with_rest(x)[0]


@OUTER
def test_a_jacobian_by_several_arguments_is_laid_out_as_outside(outer: Any) -> None:
    assert entry_of_a_jacobian(3.0) == 21.0
    assert outer(entry_of_a_jacobian)(3.0) == pytest.approx(13.0)


@OUTER
def test_a_product_made_outside(outer: Any) -> None:
    assert product_inside(2.0) == 24.0
    assert outer(product_inside)(2.0) == pytest.approx(24.0)


def test_has_aux_of_a_jacobian_inside_is_refused() -> None:
    with pytest.raises(s2sdiff.S2SDiffError) as error:
        grad(rest_inside)(2.0)
    assert error.value.code == "SD503"


# ---------------------------------------------------------------- Jacobians of arrays and structures


def columns_of_arrays(x):
    j = jacfwd(lambda u: np.array([u[0] * u[1], u[0] ** 2, np.sin(u[1])]))(x)
    return np.sum(j**2) * j[0, 1]


def rows_of_arrays(x):
    j = jacrev(lambda u: np.array([u[0] * u[1], u[0] ** 2, np.sin(u[1])]))(x)
    return np.sum(j**2) * j[0, 1]


def of_matrices(a):
    ahead, back = jacfwd(lambda b: np.sin(b @ b))(a), jacrev(lambda b: b @ b * b[0])(a)
    return np.sum(ahead[0, 1] * back[1, 0])


def laplacian(x):
    return np.trace(hessian(lambda u: np.exp(-np.sum(u**2)))(x))


def newton_system(c):
    x = np.array([1.0, 1.0])
    for _ in range(6):

        def r(u):
            return np.array([u[0] ** 2 + u[1] - c, u[0] * u[1] - 0.2 * c])

        x = x - np.linalg.solve(jacobian(r)(x), r(x))
    return x[0] * x[1] + x[0]


def lists_of_lists(v):
    def g(u):
        return [u[0] * u[1], u[0] ** 2, 3.0]

    ahead, back = jacfwd(g)(v), jacrev(g)(v)
    return ahead[0][1] * back[1][0] + ahead[0][0] * back[2][1]


def arrays_of_lists(v):
    def g(u):
        return np.array([u[0] * u[1], u[1] ** 2])

    ahead, back = jacfwd(g)(v), jacrev(g)(v)
    return np.sum(ahead[0] * back[1]) * np.sum(ahead[1])


def lists_of_arrays_by_parts(x):
    def g(u):
        return [u[0] * u[1], u[1] ** 2]

    ahead, back = jacfwd(g)(x), jacrev(g)(x)
    return np.sum(ahead[0] * back[1]) * ahead[0][0]


def several_results(x):
    (a, b), (c, d) = jacfwd(lambda u: (u[0] * u[1], u**2))(x), jacrev(lambda u: (u[0] * u[1], u**2))(x)
    return np.sum(a * c) * np.sum(b * d)


def several_structures(p):
    def g(q):
        return {"o": q["w"] * q["b"], "s": np.sum(q["w"]) * q["b"] ** 2}

    ahead, back = jacfwd(g)(p), jacrev(g)(p)
    return np.sum(ahead["o"]["w"] ** 2) * np.sum(back["o"]["b"]) + ahead["s"]["b"] * back["s"]["w"][0]


def dict_of_reals(p):
    h = hessian(lambda d: d["a"] ** 3 * d["b"] ** 2)(p)
    return h["a"]["b"] * h["b"]["b"]


def hessian_by_two(x):
    (a, b), (c, d) = hessian(lambda u, v: np.sum(u**2 * v) + u[0] * v[1] ** 3, (0, 1))(x, 2.0 * x)
    return np.sum(a * b) + c[0, 1] * d[1, 1]


def third_order(x):
    return np.sum(jacfwd(hessian(lambda u: np.sum(u**3 * u[0])))(x) ** 2)


def of_no_directions(x):
    return np.sum(jacfwd(lambda u: u**2)(x[:0])) + np.sum(jacrev(lambda u: u[:0])(x)) + np.sum(x**2)


def on_branches(x):
    j = jacfwd(lambda u: u**3)(x) if x[0] > 1.0 else jacrev(lambda u: u**2)(x)
    return np.sum(j**2)


def written_after(x):
    y = x * 2.0
    j = jacfwd(lambda u: u**2)(y)
    value, pull = vjp(lambda u: u**2, y)
    y[0] = 7.0
    return np.sum(j) + np.sum(y**2) * np.sum(pull(value)[0])


def pulled_in_a_loop(x):
    value, pull = vjp(lambda u: u**2 * np.sin(u), x)
    total = 0.0
    for row in np.eye(2):
        total += np.sum(pull(row)[0] ** 2) * np.sum(value)
    return total


curvature = hessian(lambda u: np.sum(u**4) * u[0])


def of_the_module(x):
    return np.sum(curvature(x) ** 2)


@pytest.mark.parametrize(
    ("f", "at"),
    [
        (columns_of_arrays, PAIR), (rows_of_arrays, PAIR), (of_matrices, SQUARE), (laplacian, PAIR), (newton_system, 2.3),
        (lists_of_lists, [1.2, 0.7]), (arrays_of_lists, [1.2, 0.7]), (lists_of_arrays_by_parts, PAIR),
        (several_results, PAIR), (several_structures, {"w": PAIR, "b": 0.4}), (dict_of_reals, {"a": 2.0, "b": 3.0}),
        (hessian_by_two, PAIR), (third_order, PAIR), (of_no_directions, PAIR), (on_branches, PAIR),
        (on_branches, 0.5 * PAIR), (written_after, PAIR), (pulled_in_a_loop, PAIR), (of_the_module, PAIR),
    ],
)  # fmt: skip
def test_jacobians_inside(f: Callable[..., Any], at: Any) -> None:
    """Of arrays, lists and structures, in both modes, and differentiated twice by every composition."""
    s2sdiff.check_grads(f, (at,), order=2)


def test_a_jacobian_inside_is_a_loop_over_directions() -> None:
    source = grad(columns_of_arrays).lower(PAIR).source
    assert "directions = np.eye(n)" in source
    assert ".copy()" not in source.split("found_bar")[0]


def of_a_number(x):
    return np.sum(pullback(lambda u: u * 2.0)(x, 1.0)[1])


def along_a_matrix(x):
    return np.sum(jvp(lambda u: u * 2.0, (x,), (np.ones((2, 2)),))[1])


@pytest.mark.parametrize("f", [of_a_number, along_a_matrix])
def test_seeds_inside_have_the_shape_of_what_they_belong_to(f: Callable[..., Any]) -> None:
    with pytest.raises(s2sdiff.S2SDiffError, match="SD502"):
        grad(f)(PAIR)
