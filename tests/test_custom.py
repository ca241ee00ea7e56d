"""Functions with derivatives of their own, and stop_gradient."""

from __future__ import annotations

import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import import_file

import s2sdiff
from s2sdiff import (
    S2SDiffError,
    custom_jvp,
    custom_vjp,
    elemental,
    grad,
    hessian,
    jacfwd,
    jacrev,
    rule,
    stop_gradient,
)

CLOSE = {"rel": 1e-12, "abs": 1e-12}
MODES = pytest.mark.parametrize("take", [grad, jacfwd])


@custom_jvp
def product(x, y=2.0):
    """Its rule is right."""
    return math.sin(x) * y


@product.defjvp
def product_jvp(primals, tangents):
    x, y = primals
    x_dot, y_dot = tangents
    return product(x, y), math.cos(x) * y * x_dot + math.sin(x) * y_dot


def product_by_hand(x, y=2.0):
    return math.sin(x) * y


@custom_jvp
def marked(x):
    """A function whose stated derivative is plainly another: so it is seen to be used."""
    return x * x


@marked.defjvp
def marked_jvp(primals, tangents):
    return primals[0] ** 2, 100.0 * tangents[0]


@custom_vjp
def bilinear(x, y):
    return x * math.exp(y)


def bilinear_fwd(x, y):
    e = math.exp(y)
    return x * e, (x, e)


def bilinear_bwd(residuals, bar):
    x, e = residuals
    return e * bar, x * e * bar


bilinear.defvjp(bilinear_fwd, bilinear_bwd)


@custom_vjp
def clipped(x):
    """The textbook use: a gradient that is clipped."""
    return x


clipped.defvjp(lambda x: (x, None), lambda residuals, bar: (min(max(bar, -1.0), 1.0),))

softplus = elemental("softplus", "log(1 + exp(x))")
pulse = elemental("pulse", "a * exp(-(t - t0)**2 / 2)", ("t", "a", "t0"))


# ---------------------------------------------------------------- custom_jvp


@MODES
def test_a_stated_tangent_is_used(take: Any) -> None:
    def f(x):
        return marked(x) * 3.0

    assert f(2.0) == 12.0
    assert take(f)(2.0) == 300.0
    assert take(marked)(2.0) == 100.0


@MODES
def test_a_stated_tangent_agrees(take: Any) -> None:
    def f(x, y):
        return product(x * x, y) * x + product(y) + product(x=y, y=x)

    def by_hand(x, y):
        return product_by_hand(x * x, y) * x + product_by_hand(y) + product_by_hand(x=y, y=x)

    for argnums in (0, 1):
        assert take(f, argnums)(0.7, 0.4) == pytest.approx(take(by_hand, argnums)(0.7, 0.4), **CLOSE)
    assert s2sdiff.value_and_grad(f)(0.7, 0.4)[0] == f(0.7, 0.4)


@pytest.mark.parametrize("outer", [grad, jacfwd])
@pytest.mark.parametrize("inner", [grad, jacfwd])
def test_higher_orders_differentiate_the_rule(outer: Any, inner: Any) -> None:
    def f(x):
        return product(x * x, x)

    def by_hand(x):
        return product_by_hand(x * x, x)

    assert outer(inner(f))(0.7) == pytest.approx(hessian(by_hand)(0.7), **CLOSE)
    assert grad(outer(inner(f)))(0.7) == pytest.approx(grad(hessian(by_hand))(0.7), **CLOSE)


@MODES
def test_a_stated_tangent_in_a_loop_and_a_branch(take: Any) -> None:
    def f(x, n):
        for i in range(n):
            x = product(x, 1.5) + x if i % 2 else product(x, x)
        return x

    def by_hand(x, n):
        for i in range(n):
            x = product_by_hand(x, 1.5) + x if i % 2 else product_by_hand(x, x)
        return x

    assert take(f)(0.7, 5) == pytest.approx(take(by_hand)(0.7, 5), **CLOSE)


@MODES
def test_a_stated_tangent_within_a_function(take: Any) -> None:
    """Two of one name, which cannot be imported, are captured apart."""

    def first():
        @custom_jvp
        def f(x):
            return x

        @f.defjvp
        def f_jvp(primals, tangents):
            return primals[0], 10.0 * tangents[0]

        return f

    def second():
        @custom_jvp
        def f(x):
            return x

        @f.defjvp
        def f_jvp(primals, tangents):
            return primals[0], 7.0 * tangents[0]

        return f

    a, b = first(), second()

    def f(x):
        return a(x) * b(x)

    assert take(f)(1.0) == 17.0


def test_tuples_in_and_out() -> None:
    @custom_jvp
    def turn(pair, angle):
        return pair[0] * math.cos(angle), pair[1] * math.sin(angle)

    @turn.defjvp
    def turn_jvp(primals, tangents):
        (a, b), angle = primals
        (a_dot, b_dot), angle_dot = tangents
        c, s = math.cos(angle), math.sin(angle)
        return (a * c, b * s), (a_dot * c - a * s * angle_dot, b_dot * s + b * c * angle_dot)

    def f(x):
        p, q = turn((x, x * x), 0.5 * x)
        return p * q

    def by_hand(x):
        return x * math.cos(0.5 * x) * x * x * math.sin(0.5 * x)

    for take in (grad, jacfwd):
        assert take(f)(0.7) == pytest.approx(grad(by_hand)(0.7), **CLOSE)


@pytest.mark.parametrize("declare", [custom_jvp, custom_vjp])
def test_a_derivative_that_was_never_stated(declare: Any) -> None:
    @declare
    def f(x) -> float:
        return x

    with pytest.raises(S2SDiffError, match="never stated") as error:
        jacfwd(f)(1.0)
    assert error.value.code == "SD302"
    with pytest.raises(S2SDiffError):
        grad(f)(1.0)


# ---------------------------------------------------------------- custom_vjp


def test_stated_cotangents_are_used() -> None:
    def f(x):
        return 5.0 * clipped(x * x)

    assert grad(f)(3.0) == 6.0
    assert jacrev(clipped)(3.0) == 1.0


def test_stated_cotangents_agree() -> None:
    def f(x, y):
        return bilinear(x * y, x) * y

    def by_hand(x, y):
        return x * y * math.exp(x) * y

    assert grad(f, (0, 1))(0.7, 0.4) == pytest.approx(grad(by_hand, (0, 1))(0.7, 0.4), **CLOSE)
    value, gradient = s2sdiff.value_and_grad(f)(0.7, 0.4)
    assert value == f(0.7, 0.4) and gradient == grad(f)(0.7, 0.4)
    assert grad(grad(f))(0.7, 0.4) == pytest.approx(grad(grad(by_hand))(0.7, 0.4), **CLOSE)
    assert hessian(f)(0.7, 0.4) == pytest.approx(hessian(by_hand)(0.7, 0.4), **CLOSE)


def test_residuals_go_round_loops() -> None:
    def f(x, n):
        for i in range(n):
            if x > 0.5:
                x = bilinear(x, -0.3) + 0.1 * i
            else:
                x = bilinear(0.9, x)
        return x

    def by_hand(x, n):
        for i in range(n):
            if x > 0.5:
                x = x * math.exp(-0.3) + 0.1 * i
            else:
                x = 0.9 * math.exp(x)
        return x

    for n in (0, 1, 6):
        assert grad(f)(0.7, n) == pytest.approx(grad(by_hand)(0.7, n), **CLOSE)
    assert hessian(f)(0.7, 6) == pytest.approx(hessian(by_hand)(0.7, 6), **CLOSE)


def test_forward_mode_turns_stated_cotangents() -> None:
    assert jacfwd(lambda x: bilinear(x, x))(1.0) == pytest.approx(grad(lambda x: bilinear(x, x))(1.0), **CLOSE)


@custom_vjp
def capped(x):
    return 2.0 * x


capped.defvjp(lambda x: (capped(x), None), lambda _, bar: (min(bar, 1.0),))


def test_forward_mode_refuses_cotangents_that_are_not_linear() -> None:
    assert grad(lambda x: capped(x))(1.0) == 1.0
    with pytest.raises(S2SDiffError) as error:
        jacfwd(lambda x: capped(x))(1.0)
    assert error.value.code == "SD306"


# ---------------------------------------------------------------- elemental


@MODES
def test_elemental(take: Any) -> None:
    def f(x):
        return softplus(x * x) * pulse(x, 2.0, t0=0.3)

    def by_hand(x):
        return math.log(1.0 + math.exp(x * x)) * 2.0 * math.exp(-((x - 0.3) ** 2) / 2)

    assert f(0.7) == pytest.approx(by_hand(0.7), **CLOSE)
    assert take(f)(0.7) == pytest.approx(take(by_hand)(0.7), **CLOSE)
    assert take(take(f))(0.7) == pytest.approx(take(take(by_hand))(0.7), **CLOSE)
    assert take(softplus)(0.0) == 0.5
    assert take(pulse, "t0")(1.0, 1.0, 0.3) == pytest.approx(0.7 * math.exp(-0.245), **CLOSE)


def test_elemental_of_arrays() -> None:
    x = np.array([-1.0, 0.0, 2.0])
    assert softplus(x) == pytest.approx(np.log1p(np.exp(x)))


def test_the_partials_can_be_read() -> None:
    assert softplus.partials["x"].endswith("return t / (t + 1) * x_dot\n")
    assert softplus.__name__ == "softplus" and softplus.__doc__ == "log(1 + exp(x))"
    assert softplus.params == ("x",) and pulse.params == ("t", "a", "t0")


@pytest.mark.parametrize(
    ("formula", "at", "slope"),
    [
        ("abs(x)", -2.0, -1.0), ("Max(x, 0)", 3.0, 1.0), ("Max(x, 0)", -3.0, 0.0), ("x**(1/3)", 8.0, 1 / 12),
        ("Piecewise((x**2, x < 1), (2*x - 1, True))", 0.5, 1.0), ("sqrt(x) / (1 + x)", 4.0, -3 / 100),
        ("0.1 * x**2 + 1e-3", 2.0, 0.4), ("atan2(x, 2)", 1.0, 0.4), ("E**x * pi", 0.0, math.pi),
    ],
)  # fmt: skip
def test_formulas(formula: str, at: float, slope: float) -> None:
    f = elemental("f", formula)
    for take in (grad, jacfwd):
        assert take(f)(at) == pytest.approx(slope, rel=1e-14)


@pytest.mark.parametrize(
    ("name", "formula", "params"),
    [
        ("f", "log(", None),
        ("1f", "x", None),
        ("f", "2 + 3", None),
        ("f", "x + y", ("x",)),
        ("f", "zeta(x)", None),
    ],
)
def test_formulas_that_cannot_be_read_are_refused(name: str, formula: str, params: Any) -> None:
    with pytest.raises(S2SDiffError):
        elemental(name, formula, params)


# ---------------------------------------------------------------- rules for functions of others


def test_a_rule_for_a_function_of_somebody_else() -> None:
    from functools import partial

    opaque = partial(math.pow, 2.0)  # stands for something compiled

    class Kernel:
        def __call__(self, x, n):
            return float(opaque(x)) * n

    kernel = Kernel()

    @rule(kernel)
    def _(x, n, x_dot, *, out):
        return 0.6931471805599453 * out * x_dot

    def f(x):
        return kernel(x * x, 3.0)

    for take in (grad, jacfwd):
        assert take(f)(1.5) == pytest.approx(3.0 * 2.0**2.25 * math.log(2.0) * 3.0, **CLOSE)
    with pytest.raises(S2SDiffError) as error:
        grad(lambda x: kernel(1.0, x))(1.0)
    assert error.value.code == "SD302"


def test_a_rule_with_no_tangent_or_two_is_refused() -> None:
    def body(x, y):
        return x

    def other(x, x_dot, y_dot):
        return x

    for each in (body, other):
        with pytest.raises(S2SDiffError) as error:
            rule(len)(each)
        assert error.value.code == "SD502"
    with pytest.raises(S2SDiffError):
        rule(3.0)


# ---------------------------------------------------------------- stop_gradient


def test_stop_gradient_is_the_identity() -> None:
    u = [1.0, [2.0]]
    assert stop_gradient(3.0) == 3.0
    assert stop_gradient(u) == u and stop_gradient(u) is not u
    assert stop_gradient((1.0, {"a": 2.0})) == (1.0, {"a": 2.0})
    a = np.ones(2)
    assert stop_gradient(a) is not a


@MODES
def test_stop_gradient(take: Any) -> None:
    def f(x):
        return x * stop_gradient(x)

    assert take(f)(3.0) == 3.0
    for outer in (grad, jacfwd):
        assert outer(take(f))(3.0) == 0.0

    def g(x):
        a, b = stop_gradient((x, x * x))
        u = stop_gradient([x, 2.0])
        u[1] = x
        return a * x + b * x + u[0] * x + u[1] + s2sdiff.stop_gradient(2.0)

    assert take(g)(3.0) == 3.0 + 9.0 + 3.0 + 1.0


# ---------------------------------------------------------------- written modules

MODULE = """
import math

from s2sdiff import custom_jvp, custom_vjp, elemental, stop_gradient

gauss = elemental("gauss", "exp(-x**2)")


@custom_jvp
def p(x):
    return x**3


@p.defjvp
def p_jvp(primals, tangents):
    return primals[0]**3, 3.0 * primals[0]**2 * tangents[0]


@custom_vjp
def q(x):
    return math.sin(x)


def q_fwd(x):
    return math.sin(x), math.cos(x)


def q_bwd(c, bar):
    return (c * bar,)


q.defvjp(q_fwd, q_bwd)


def f(x):
    return gauss(x) * p(x) * q(x) + x * stop_gradient(x)
"""


def test_a_written_derivative_imports_what_it_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    (tmp_path / "declared_here.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = import_file(tmp_path / "declared_here.py", "declared_here")
    try:
        d = grad(module.f)
        value = d(0.7)
        (tmp_path / "written.py").write_text(d.source, encoding="utf-8")
        assert "from declared_here import" in d.source and "q_fwd(x)" in d.source and "p_jvp(" in d.source
        assert import_file(tmp_path / "written.py", "written").f_grad(0.7) == value
        x = 0.7
        g, c, s = math.exp(-x * x), math.cos(x), math.sin(x)
        assert value == pytest.approx(-2 * x * g * x**3 * s + g * 3 * x * x * s + g * x**3 * c + x, **CLOSE)
    finally:
        sys.modules.pop("declared_here", None)
        sys.modules.pop("written", None)


def test_declared_functions_are_pickled_by_name() -> None:
    for f in (product, bilinear, softplus):
        assert pickle.loads(pickle.dumps(f)) is f
    assert "product" in repr(product)


# ---------------------------------------------------------------- what is stated wrongly, or not at all


@custom_vjp
def bounded(x, low, high):
    return x


bounded.defvjp(
    lambda x, low, high: (x, (low, high)),
    lambda residuals, bar: (min(max(bar, residuals[0]), residuals[1]), None, None),
)


@custom_vjp
def short(x, y):
    return x * y


short.defvjp(lambda x, y: (x * y, (x, y)), lambda residuals, bar: (residuals[1] * bar,))


def test_none_is_a_cotangent_of_zero() -> None:
    assert grad(lambda x, low: bounded(x, low, 1.0) * 5.0 * x + low, (0, 1))(2.0, -1.0) == (11.0, 1.0)


def test_too_few_cotangents_are_refused() -> None:
    with pytest.raises(S2SDiffError, match=r"SD302.*2 arguments"):
        grad(short, (0, 1))(1.0, 2.0)


def test_what_states_a_derivative_takes_what_it_is_given() -> None:
    @custom_jvp
    def f(x, y):
        return x * y

    @custom_vjp
    def g(x, y):
        return x * y

    with pytest.raises(S2SDiffError, match=r"SD502.*takes 2 arguments"):
        f.defjvp(lambda x, y, tangents: (x, y))
    with pytest.raises(S2SDiffError, match=r"SD502.*takes 2 arguments"):
        g.defvjp(lambda x: (x, x), lambda residuals, bar: (bar, bar))
    with pytest.raises(S2SDiffError, match=r"SD502.*takes 2 arguments"):
        g.defvjp(lambda x, y: (x * y, ()), lambda bar: (bar, bar))
    with pytest.raises(S2SDiffError, match=r"SD502.*\(1,\)"):
        custom_jvp(lambda x, n: x**n, nondiff_argnums=1)  # type: ignore[arg-type]


def test_rules_and_stated_tangents_of_functions_inside_functions() -> None:
    def kernel(x, n=3.0):
        return x**n

    @rule(kernel)
    def _(x, n, x_dot, *, out):
        return n * out / x * x_dot

    @custom_jvp
    def square(x):
        return x * x

    @square.defjvp
    def _(primals, tangents):
        return square(primals[0]), 2.0 * primals[0] * tangents[0]

    assert grad(lambda x: kernel(x) + kernel(x, 2.0))(2.0) == 16.0
    assert grad(square)(3.0) == 6.0
    assert hessian(square)(3.0) == 2.0


@custom_jvp
def cubed(x):
    return x**3


@cubed.defjvp
def cubed_jvp(primals, tangents):
    return cubed(primals[0]), 3.0 * primals[0] ** 2 * tangents[0]


@pytest.mark.parametrize("outer", [grad, jacfwd])
def test_a_stated_tangent_inside_a_function_that_is_differentiated(outer: Any) -> None:
    def total(y):
        s = 0.0
        for k in range(3):
            s += cubed(k * y) * y
        return s

    # 9 y**4, so 36 y**3
    assert outer(lambda x: grad(total)(x) * x)(2.0) == pytest.approx(4 * 36 * 2.0**3)
    assert outer(lambda x: jacfwd(grad(total))(x))(2.0) == pytest.approx(216 * 2.0)


@custom_vjp
def wandering(x, n):
    for _ in range(n):
        x = x * math.sin(x)
    return x


def wandering_fwd(x, n):
    seen = []
    for _ in range(n):
        seen.append(x)
        x = x * math.sin(x)
    return x, seen


def wandering_bwd(seen, bar):
    for x in reversed(seen):
        bar = bar * (math.sin(x) + x * math.cos(x)) if x > 0 else 0.0 * bar
    return bar, None


wandering.defvjp(wandering_fwd, wandering_bwd)


def test_forward_mode_turns_cotangents_of_a_loop() -> None:
    def by_hand(x):
        for _ in range(3):
            x = x * math.sin(x)
        return x

    assert jacfwd(lambda x: wandering(x, 3))(1.3) == pytest.approx(grad(by_hand)(1.3), **CLOSE)
    assert hessian(lambda x: wandering(x, 3))(1.3) == pytest.approx(hessian(by_hand)(1.3), **CLOSE)
