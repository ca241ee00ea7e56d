"""The rules of scalar and elementwise functions, called as the plain functions that they are.

Each is checked against differences of the function itself, against the derivative that SymPy finds,
evaluated with sixty digits, and at the edges and extremes where formulas break down.
"""

import ast
import inspect
import math
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import mpmath
import numpy as np
import pytest
import sympy as sp

special = pytest.importorskip("scipy.special")

from s2sdiff.rules import builtin, mathlib, numpy_choices, numpy_elementwise, scipy_special  # noqa: E402
from s2sdiff.rules.declare import RULES, Rule  # noqa: E402

MODULES = (builtin, mathlib, numpy_choices, numpy_elementwise, scipy_special)
INF, NAN = math.inf, math.nan


def bodies(rule: Rule) -> list[Callable[..., Any]]:
    return [*rule.tangents.values(), *rule.transposes.values()]


def declared(rule: Rule) -> bool:
    return any(body.__module__ in {m.__name__ for m in MODULES} for body in bodies(rule))


HERE = [fn for fn, rule in RULES.items() if declared(rule)]


def label(fn: Any) -> str:
    kind = getattr(fn, "__module__", None)
    home = kind if kind in ("math", "builtins") else "np" if getattr(np, fn.__name__, 0) is fn else "special"
    return f"{home}.{fn.__name__}"


def apply(fn: Any, name: str, args: Sequence[Any], dot: Any = 1.0, transposed: bool = False) -> Any:
    """The tangent of `fn` at `args` for the tangent `dot` of parameter `name`; or its transpose."""
    rule = RULES[fn]
    transposed = transposed or name not in rule.tangents
    body = rule.transposes[name] if transposed else rule.tangents[name]
    given: dict[str, Any] = dict(zip(rule.params, args, strict=False))
    given["out_bar" if transposed else name + "_dot"] = dot
    if "out" in inspect.signature(body).parameters:
        given["out"] = fn(*args)
    with np.errstate(all="ignore"):
        return body(**given)


def differences(f: Callable[[float], Any], x: float) -> Any:
    """Central differences, extrapolated twice."""

    def central(h: float) -> Any:
        return (np.asarray(f(x + h)) - np.asarray(f(x - h))) / (2 * h)

    h = 2e-3 * max(abs(x), 0.1)
    d1, d2, d3 = central(h), central(h / 2), central(h / 4)
    return (16 * (4 * d3 - d2) - (4 * d2 - d1)) / 45


class Case(NamedTuple):
    """Functions, the SymPy expression of their result, and where to check them.

    `extremes` are for SymPy alone, which evaluates them in high precision: there differences fail.
    `atol` allows for an absolute error where the rule is known to lose relative accuracy.
    """

    fns: list[Any]
    expr: Callable[..., Any] | None
    points: list[Any]
    extremes: Sequence[Any] = ()
    atol: float = 0.0
    rtol: float = 1e-11


def log_add(base: Any) -> Callable[..., Any]:
    return lambda x, y: sp.log(base**x + base**y) / sp.log(base)


def density(a: Any, x: Any) -> Any:
    return sp.lowergamma(a, x) / sp.gamma(a)


def normal(x: Any) -> Any:
    return sp.erfc(-x / sp.sqrt(2)) / 2


def sinc(x: Any) -> Any:
    return sp.sin(sp.pi * x) / (sp.pi * x)


def size(*x: Any) -> Any:
    return sp.sqrt(sum(v * v for v in x))


# of negative x, as far out as one likes: SymPy turns erfc(-x) to 2 - erfc(x), which cancels
def log_tail(x: Any) -> Any:
    return sp.log(sp.uppergamma(sp.S.Half, x * x / 2))


AROUND = [-2.5, -0.3, 0.0, 0.7, 3.0]
PLUS = [0.2, 1.0, 2.5, 30.0]
UNIT = [-0.9, -0.2, 0.0, 0.5, 0.8]
PAIRS = [(0.7, 1.3), (-2.0, 0.4), (1.5, -0.6), (-0.2, -3.0)]
POWERS = [(2.0, 3.0), (0.5, -1.5), (1.7, 0.0), (3.0, 1.0), (0.1, 0.5)]

CASES = [
    # elementary functions
    Case([math.exp, np.exp], sp.exp, AROUND, [-700.0, 700.0]),
    Case([math.exp2, np.exp2, special.exp2], lambda x: 2**x, AROUND, [-1000.0]),
    Case([special.exp10], lambda x: 10**x, AROUND, [-300.0]),
    Case([math.expm1, np.expm1, special.expm1], lambda x: sp.exp(x) - 1, AROUND, [-40.0, 1e-20]),
    Case([math.log, np.log], sp.log, PLUS, [1e-300, 1e300]),
    Case([math.log], lambda x, base: sp.log(x) / sp.log(base), [(2.0, 3.0), (0.3, 10.0), (5.0, 0.5)]),
    Case([math.log2, np.log2], lambda x: sp.log(x, 2), PLUS, [1e-300]),
    Case([math.log10, np.log10], lambda x: sp.log(x, 10), PLUS, [1e-300]),
    Case([math.log1p, np.log1p, special.log1p], lambda x: sp.log(1 + x), [-0.9, *PLUS], [1e-20, -1 + 1e-15]),
    Case([math.sqrt, np.sqrt], sp.sqrt, PLUS, [1e-300, 1e300]),
    Case([math.cbrt, np.cbrt, special.cbrt], sp.cbrt, PLUS, [1e-200, 1e200]),
    Case([math.cbrt, np.cbrt, special.cbrt], lambda x: -sp.cbrt(-x), [-8.0, -0.3]),
    Case([np.square], lambda x: x**2, AROUND),
    Case([np.reciprocal], lambda x: 1 / x, [-2.0, *PLUS], [1e-100]),
    Case([math.pow, np.power, np.float_power], lambda x, y: x**y, POWERS, [(1e-5, 20.0), (1e10, -20.0)]),
    Case([math.sin, np.sin], sp.sin, AROUND, [1e5]),
    Case([math.cos, np.cos, special.cosm1], sp.cos, AROUND, [1e-10]),
    Case([math.tan, np.tan], sp.tan, AROUND, [1e-10]),
    Case([math.asin, np.arcsin], sp.asin, UNIT, [1 - 1e-13, -1 + 1e-13, 1e-20]),
    Case([math.acos, np.arccos], sp.acos, UNIT, [1 - 1e-13, -1 + 1e-13]),
    Case([math.atan, np.arctan], sp.atan, AROUND, [1e100]),
    Case([math.atan2, np.arctan2], sp.atan2, PAIRS, [(1e-100, 1e-100), (1e100, 1.0)]),
    Case([math.sinh, np.sinh], sp.sinh, AROUND, [700.0]),
    Case([math.cosh, np.cosh], sp.cosh, AROUND, [1e-20]),
    Case([math.tanh, np.tanh], sp.tanh, AROUND, [1e-20, 300.0], atol=1e-15),
    Case([math.asinh, np.arcsinh], sp.asinh, AROUND, [1e200, -1e200, 1e-20]),
    Case([math.acosh, np.arccosh], sp.acosh, [1.2, 5.0], [1 + 1e-13, 1e200]),
    Case([math.atanh, np.arctanh], sp.atanh, UNIT, [1 - 1e-13, 1e-20]),
    Case([math.degrees, np.degrees, np.rad2deg], lambda x: x * 180 / sp.pi, AROUND),
    Case([math.radians, np.radians, np.deg2rad], lambda x: x * sp.pi / 180, AROUND),
    Case([np.sinc], sinc, [-2.5, 0.7, 1.0], [0.0299, 0.0301, 1e-3], rtol=1e-12),
    Case([np.sinc], sinc, [], [1e-8, -1e-12, 7e3]),
    Case([np.logaddexp], log_add(sp.E), PAIRS, [(1000.0, 1001.0), (-800.0, -790.0), (-300.0, 300.0)]),
    Case([np.logaddexp2], log_add(2), PAIRS, [(2000.0, 2001.0), (-1e3, 2.0)]),
    Case([math.hypot, np.hypot], size, PAIRS, [(1e200, 1e200), (1e-200, 3e-200)]),
    Case([math.hypot], size, [(1.0, -2.0, 0.5)]),
    Case([math.hypot], None, [(-2.0,)]),
    # arithmetic, signs, parts
    Case([np.add], lambda x, y: x + y, PAIRS),
    Case([np.subtract], lambda x, y: x - y, PAIRS),
    Case([np.multiply], lambda x, y: x * y, PAIRS),
    Case([np.divide], lambda x, y: x / y, PAIRS),
    Case([np.positive, float, complex], lambda x: x, AROUND),
    Case([np.negative], lambda x: -x, AROUND),
    Case([abs, math.fabs, np.fabs, np.absolute], sp.Abs, [-2.0, 0.5]),
    Case([math.copysign, np.copysign], None, [(1.5, -2.0), (-1.5, -2.0), (2.5, 1.0), (-2.5, 3.0)]),
    Case([math.nextafter, np.nextafter], None, [(1.5, 2.0), (1.5, -2.0)]),
    Case([math.fmod, np.fmod, math.remainder, np.remainder], None, [(7.3, 2.0), (-7.3, 2.0), (7.3, -2.2)]),
    Case([math.ldexp, np.ldexp], None, [(1.5, 3), (-1.5, -2)]),
    Case([math.frexp, np.frexp], None, [(5.3,), (-0.3,), (1e10,)]),
    Case([math.modf, np.modf], None, [(5.3,), (-0.3,)]),
    Case([np.maximum, np.fmax], sp.Max, PAIRS),
    Case([np.minimum, np.fmin], sp.Min, PAIRS),
    Case([np.clip], None, [(0.5, 0.0, 2.0), (-1.0, 0.0, 2.0), (3.0, 0.0, 2.0), (1.0, 3.0, 2.0)]),
    Case([np.where], None, [(True, 1.0, 2.0), (False, 1.0, 2.0)]),
    Case([np.heaviside], None, [(1.0, 0.3), (-1.0, 0.3), (0.0, 0.3)]),
    Case([np.nan_to_num, np.real, np.conjugate], None, [(1.5,)]),
    # gamma, beta, zeta
    Case([math.gamma, special.gamma], sp.gamma, [-1.5, -0.3, *PLUS], [100.0]),
    Case([special.rgamma], lambda x: 1 / sp.gamma(x), [-1.5, -0.3, *PLUS]),
    Case([math.lgamma, special.gammaln], lambda x: sp.log(sp.Abs(sp.gamma(x))), [-1.5, -0.3]),
    Case([math.lgamma, special.gammaln, special.loggamma], sp.loggamma, PLUS, [1e10, 1e-10]),
    Case([special.digamma], sp.digamma, [-1.5, -0.3, *PLUS], [1e8]),
    Case([special.polygamma], sp.polygamma, [(1, 0.3), (1, -1.5), (2, 3.5)]),
    Case([special.multigammaln], None, [(3.5, 4), (2.1, 1)]),
    Case([special.beta], sp.beta, [(0.3, 2.0), (4.0, 5.5)]),
    Case([special.betaln], lambda a, b: sp.log(sp.beta(a, b)), [(0.3, 2.0), (4.0, 5.5)]),
    Case([special.zeta], sp.zeta, [(2.5, 1.3), (4.0, 0.2)]),
    Case([special.gammainc], density, [(0.5, 0.7), (3.0, 2.0), (3.0, 9.0)], [(200.0, 300.0), (2.0, 600.0)]),
    Case([special.gammaincc], lambda a, x: 1 - density(a, x), [(0.5, 0.7), (3.0, 2.0)], [(2.0, 600.0)]),
    Case([special.gammaincinv, special.gammainccinv], None, [(0.5, 0.7), (3.0, 0.2)]),
    Case([special.gdtr], lambda a, b, x: density(b, a * x), [(0.5, 3.0, 0.7), (3.0, 1.5, 2.0)]),
    Case(
        [special.betainc],
        lambda a, b, x: sp.betainc_regularized(a, b, 0, x),
        [(0.5, 2.0, 0.3), (3.0, 4.0, 0.9)],
        [(100.0, 200.0, 0.01)],
    ),
    Case([special.betaincc], lambda a, b, x: -sp.betainc_regularized(a, b, 0, x), [(0.5, 2.0, 0.3)]),
    Case([special.betaincinv], None, [(0.5, 2.0, 0.3), (3.0, 4.0, 0.9)]),
    # error function, normal distribution, logistic function, entropies
    Case([math.erf, special.erf], sp.erf, AROUND, [-1e-20, 20.0]),
    Case([math.erfc, special.erfc], sp.erfc, AROUND, [25.0, -25.0]),
    Case([special.erfi], sp.erfi, AROUND),
    Case([special.erfcx], lambda x: sp.exp(x * x) * sp.erfc(x), AROUND, [-5.0, 20.0, 49.9, 50.1], 1e-15),
    Case([special.erfcx], lambda x: sp.exp(x * x) * sp.erfc(x), [], [60.0, 1e4, 1e8, 1e15]),
    Case([special.erfinv], sp.erfinv, UNIT, [1 - 1e-10, 1e-20], rtol=1e-5),
    Case([special.erfinv], sp.erfinv, UNIT),
    Case([special.erfcinv], lambda x: sp.erfinv(1 - x), [0.1, 0.5, 1.7], [1e-20]),
    Case([special.ndtr], normal, AROUND, [-30.0, 30.0]),
    Case([special.ndtri], lambda p: sp.sqrt(2) * sp.erfinv(2 * p - 1), [0.01, 0.5, 0.8], [1e-20]),
    Case([special.log_ndtr], lambda x: sp.log(normal(x)), AROUND, [30.0, 37.0]),
    Case([special.log_ndtr], log_tail, [], [-30.0, -1e3, -1e5, -1e10]),
    Case([special.expit], lambda x: 1 / (1 + sp.exp(-x)), AROUND, [-700.0, 40.0], 1e-15),
    Case([special.log_expit], lambda x: -sp.log(1 + sp.exp(-x)), AROUND, [-700.0, 700.0]),
    Case([special.logit], lambda x: sp.log(x / (1 - x)), [0.1, 0.5, 0.9], [1e-100, 1 - 1e-10]),
    Case(
        [special.xlogy], lambda x, y: x * sp.log(y), [(0.3, 0.7), (2.0, 5.0), (0.0, 2.0)], [(1e-300, 1e-200)]
    ),
    Case([special.xlog1py], lambda x, y: x * sp.log(1 + y), [(0.3, 0.7), (0.0, 2.0)], [(2.0, 1e-20)]),
    Case([special.entr], lambda x: -x * sp.log(x), PLUS, [1e-300]),
    Case([special.rel_entr], lambda x, y: x * sp.log(x / y), [(0.3, 0.7), (2.0, 1.5)]),
    Case([special.lambertw], sp.LambertW, [-0.3, *PLUS], [1e-20, 1e200]),
    Case([special.lambertw], lambda z, k: sp.LambertW(z, -1), [(-0.3, -1), (-0.1, -1)]),
    # exponential and elliptic integrals, hypergeometric and Bessel functions
    Case([special.exp1], sp.E1, PLUS, [1e-10, 600.0]),
    Case([special.expi], sp.Ei, [-2.0, *PLUS], [1e-10]),
    Case([special.ellipk], sp.elliptic_k, [-3.0, 0.3, 0.9], [1e-12, -1e-9, -1e4, 1 - 1e-10]),
    Case([special.ellipe], sp.elliptic_e, [-3.0, 0.3, 0.9], [1e-12, -1e-9, -1e4, 1 - 1e-10]),
    Case(
        [special.hyp2f1],
        lambda a, b, c, z: sp.hyper([a, b], [c], z),
        [(1.5, 0.5, 2.2, 0.4), (1, 2, 3.5, -2.0)],
    ),
    Case([special.hyp1f1], lambda a, b, x: sp.hyper([a], [b], x), [(1.5, 0.5, 0.4), (0.3, 2.0, -2.0)]),
    Case([special.hyperu], None, [(1.5, 0.5, 0.4), (0.3, 2.0, 2.0)]),
    Case([special.j0], lambda x: sp.besselj(0, x), AROUND, [1e-10, 1e3]),
    Case([special.j1], lambda x: sp.besselj(1, x), AROUND, [1e-10, 1e3]),
    Case([special.jv], sp.besselj, [(0, 1.3), (1, 0.4), (2.5, 3.0), (-0.5, 2.0)], [(1, 1e-10)]),
    Case([special.y0], lambda x: sp.bessely(0, x), PLUS, [1e-5]),
    Case([special.y1], lambda x: sp.bessely(1, x), PLUS, [1e-5]),
    Case([special.yn, special.yv], sp.bessely, [(0, 1.3), (1, 0.4), (3, 3.0)]),
    Case([special.yv], sp.bessely, [(2.5, 3.0), (-0.5, 2.0)]),
    Case([special.i0, np.i0], lambda x: sp.besseli(0, x), AROUND, [1e-10]),
    Case([special.i1], lambda x: sp.besseli(1, x), AROUND, [1e-10]),
    Case([special.iv], sp.besseli, [(0, 1.3), (1, 0.4), (2.5, 3.0), (1, -2.0)]),
    Case([special.i0e], lambda x: sp.besseli(0, x) * sp.exp(-x), PLUS, [1e-10, 700.0]),
    Case([special.i1e], lambda x: sp.besseli(1, x) * sp.exp(-x), PLUS, [1e-10, 700.0]),
    Case([special.i0e, special.i1e], None, [-0.3, -4.0]),
    Case([special.ive], lambda v, z: sp.besseli(v, z) * sp.exp(-z), [(0, 1.3), (2.5, 3.0)]),
    Case([special.ive], None, [(1, -2.0), (2, -0.3)]),
    Case([special.k0], lambda x: sp.besselk(0, x), PLUS, [1e-10, 600.0]),
    Case([special.k1], lambda x: sp.besselk(1, x), PLUS, [1e-10, 600.0]),
    Case([special.kn, special.kv], sp.besselk, [(0, 1.3), (1, 0.4), (3, 3.0)]),
    Case([special.kv], sp.besselk, [(2.5, 3.0), (-0.5, 2.0)]),
    Case([special.k0e], lambda x: sp.besselk(0, x) * sp.exp(x), PLUS, [1e-10, 700.0]),
    Case([special.k1e], lambda x: sp.besselk(1, x) * sp.exp(x), PLUS, [1e-10, 700.0]),
    Case([special.kve], lambda v, z: sp.besselk(v, z) * sp.exp(z), [(0, 1.3), (2.5, 3.0)]),
]

if hasattr(math, "fma"):  # since Python 3.13
    CASES.append(Case([math.fma], lambda x, y, z: x * y + z, [(0.7, 1.3, -2.0)]))

# Rules that the tests below check in ways of their own.
ELSEWHERE = {math.fsum, np.imag, np.angle, list}


def as_args(point: Any) -> tuple[Any, ...]:
    return point if isinstance(point, tuple) else (point,)


def cases() -> list[Any]:
    return [
        pytest.param(fn, case, id=f"{label(fn)}-{number}")
        for number, case in enumerate(CASES)
        for fn in case.fns
    ]


def names_with_rules(fn: Any, args: Sequence[Any]) -> list[str]:
    rule = RULES[fn]
    return [n for n in rule.params[: len(args)] if n in rule.tangents or n in rule.transposes]


@pytest.mark.parametrize(("fn", "case"), cases())
def test_rule_agrees_with_differences(fn, case):
    for point in case.points:
        args = as_args(point)
        for name in names_with_rules(fn, args):
            at = RULES[fn].params.index(name)
            expected = differences(lambda v, at=at, args=args: fn(*args[:at], v, *args[at + 1 :]), args[at])
            got = apply(fn, name, args)
            np.testing.assert_allclose(got, expected, rtol=1e-7, atol=1e-8, err_msg=f"{name} at {args}")


@pytest.mark.parametrize(("fn", "case"), [p for p in cases() if p.values[1].expr])
def test_rule_agrees_with_sympy(fn, case):
    for point in [*case.points, *case.extremes]:
        args = as_args(point)
        symbols = sp.symbols("a b c d", real=True)[: len(args)]
        for name in names_with_rules(fn, args):
            at = RULES[fn].params.index(name)
            # whole numbers stay: orders of functions select their formula
            held = [v if isinstance(v, int) else s for v, s in zip(args, symbols, strict=True)]
            slope = sp.diff(case.expr(*held), symbols[at])
            with mpmath.workdps(60):
                exact = sp.lambdify(symbols, slope, "mpmath")(*(mpmath.mpmathify(a) for a in args))
                expected = complex(exact) if fn is special.lambertw else float(exact)
            got = apply(fn, name, args)
            np.testing.assert_allclose(got, expected, case.rtol, case.atol, err_msg=f"{name} at {args}")


def test_every_rule_is_checked():
    checked = {fn for case in CASES for fn in case.fns} | ELSEWHERE
    assert {label(fn) for fn in HERE} - {label(fn) for fn in checked} == set()
    for fn in HERE:
        if fn not in ELSEWHERE:
            most = max(len(as_args(p)) for c in CASES if fn in c.fns for p in c.points)
            reached = names_with_rules(fn, (0,) * most)
            assert set(reached) == {*RULES[fn].tangents, *RULES[fn].transposes} or fn is np.clip, label(fn)


# Edges: kinks, ties, and points where a formula would divide by zero

EDGES: list[tuple[Any, str, tuple[Any, ...], Any]] = [
    *[(f, "x", (z,), 0.0) for f in (abs, math.fabs, np.fabs, np.absolute) for z in (0.0, -0.0)],
    *[(f, "x", (-INF,), -1.0) for f in (abs, math.fabs, np.fabs, np.absolute)],
    (np.absolute, "x", (NAN,), NAN),
    # a tie is split evenly
    *[(f, n, (1.5, 1.5), 0.5) for f in (np.maximum, np.minimum, np.fmax, np.fmin) for n in ("x1", "x2")],
    *[(f, n, (INF, INF), 0.5) for f in (np.maximum, np.minimum) for n in ("x1", "x2")],
    (np.maximum, "x1", (0.0, -INF), 1.0),
    (np.maximum, "x2", (0.0, -INF), 0.0),
    *[(f, "x1", (NAN, 2.0), 0.0) for f in (np.fmax, np.fmin)],
    *[(f, "x2", (NAN, 2.0), 1.0) for f in (np.fmax, np.fmin)],
    (np.fmax, "x1", (2.0, NAN), 1.0),
    # of clip, each point gives all of its weight away, and no more
    *[(np.clip, n, (0.0, 0.0, 2.0), w) for n, w in [("a", 0.5), ("a_min", 0.5), ("a_max", 0.0)]],
    *[(np.clip, n, (2.0, 0.0, 2.0), w) for n, w in [("a", 0.5), ("a_min", 0.0), ("a_max", 0.5)]],
    *[(np.clip, n, (1.0, 3.0, 3.0), w) for n, w in [("a", 0.0), ("a_min", 0.0), ("a_max", 1.0)]],
    *[(np.clip, n, (5.0, 3.0, 3.0), w) for n, w in [("a", 0.0), ("a_min", 0.0), ("a_max", 1.0)]],
    *[(np.clip, n, (3.0, 3.0, 3.0), w) for n, w in [("a", 0.5), ("a_min", 0.0), ("a_max", 0.5)]],
    *[(np.clip, n, (-1.0, 0.0, None), w) for n, w in [("a", 0.0), ("a_min", 1.0)]],
    *[(np.clip, n, (5.0, None, 3.0), w) for n, w in [("a", 0.0), ("a_max", 1.0)]],
    (np.clip, "a", (1.0, 0.0, None), 1.0),
    (np.clip, "a", (1.0, None, 1.0), 0.5),
    # powers at 0
    *[(f, n, p, d) for f, n, m in [(math.pow, "x", "y"), (np.power, "x1", "x2"), (np.float_power, "x1", "x2")]
      for n, p, d in [
        (n, (0.0, 2.0), 0.0), (n, (0.0, 1.0), 1.0), (n, (0.0, 0.0), 0.0), (n, (-2.0, 0.0), 0.0),
        (n, (-2.0, 3.0), 12.0), (n, (-0.0, 3.0), 0.0), (m, (0.0, 2.0), 0.0), (m, (0.0, 0.5), 0.0),
        (m, (2.0, 0.0), math.log(2.0)),
    ]],
    (np.power, "x1", (0.0, 0.5), INF),
    (np.power, "x2", (-2.0, 2.0), NAN),
    (np.power, "x2", (-2.0, 3.0), NAN),
    *[(f, n, (0.0, 0.0), 0.0) for f, n in [(math.pow, "y"), (np.power, "x2"), (np.float_power, "x2")]],
    (np.power, "x1", (0.0, 3), 0.0),
    (np.power, "x1", (np.array(2), np.array(0)), 0.0),
    (np.sqrt, "x", (0.0,), INF),
    (np.cbrt, "x", (0.0,), INF),
    (np.log, "x", (np.float64(0.0),), INF),
    (np.arcsin, "x", (1.0,), INF),
    (np.arccosh, "x", (1.0,), INF),
    # sizes at 0
    *[(math.hypot, n, (0.0, 0.0), 0.0) for n in ("x", "y")],
    *[(np.hypot, n, (0.0, 0.0), 0.0) for n in ("x1", "x2")],
    (math.copysign, "x", (0.0, -1.0), 0.0),
    (np.copysign, "x1", (0.0, -1.0), 0.0),
    (math.copysign, "x", (2.0, -0.0), -1.0),
    # choices leave no trace of what was not chosen
    (np.where, "x", (False, NAN, 1.0), 0.0),
    (np.where, "y", (True, 1.0, INF), 0.0),
    *[(np.nan_to_num, "x", (v,), 0.0) for v in (NAN, INF, -INF)],
    (np.heaviside, "x2", (0.0, 0.5), 1.0),
    # removable singularities
    (np.sinc, "x", (0.0,), 0.0),
    (np.sinc, "x", (1e-200,), -3.289868133696453e-200),
    (special.lambertw, "z", (0.0,), 1.0),
    (special.ellipk, "m", (0.0,), math.pi / 8),
    (special.ellipe, "m", (0.0,), -math.pi / 8),
    (special.j1, "x", (0.0,), 0.5),
    (special.i1, "x", (0.0,), 0.5),
    (special.i0e, "x", (0.0,), 0.0),
    (special.i1e, "x", (0.0,), 0.5),
    (special.xlogy, "y", (0.0, 0.0), 0.0),
    (special.xlogy, "x", (0.0, 0.0), -INF),
    (special.xlog1py, "y", (0.0, -1.0), 0.0),
    (special.gammainc, "x", (1.0, 0.0), 1.0),
    (special.gammainc, "x", (3.0, 0.0), 0.0),
    (special.gammainc, "x", (0.5, 0.0), INF),
    (special.betainc, "x", (1.0, 2.0, 0.0), 2.0),
    (special.ndtri, "x", (0.0,), INF),
    # logarithms of sums with an empty one
    (np.logaddexp, "x1", (-INF, 1.0), 0.0),
    (np.logaddexp, "x2", (-INF, 1.0), 1.0),
    (special.log_ndtr, "x", (-1e300,), 1e300),
    # quotients that round up to a whole number
    (math.fmod, "y", (5.0, 5.000000000000001), 0.0),
    (np.fmod, "x2", (5.0, 5.000000000000001), 0.0),
    (np.remainder, "x2", (1.0, INF), 0.0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fn", "name", "args", "expected"),
    [pytest.param(*e, id=f"{label(e[0])}-{e[1]}-{e[2]}".replace(" ", "")) for e in EDGES],
)
def test_rule_at_an_edge(fn, name, args, expected):
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(apply(fn, name, args), expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("fn", "name", "args"),
    [
        (math.sqrt, "x", (0.0,)),
        (math.cbrt, "x", (0.0,)),
        (math.asin, "x", (1.0,)),
        (math.acosh, "x", (1.0,)),
        (math.atan2, "y", (0.0, 0.0)),
        (math.pow, "x", (0.0, 0.5)),
        (math.pow, "y", (-2.0, 2.0)),
    ],
)
def test_math_rule_raises_where_there_is_no_derivative(fn, name, args):
    with pytest.raises((ZeroDivisionError, ValueError)):
        apply(fn, name, args)


def test_second_derivative_of_a_power_with_exponent_zero():
    # d/dx x**y = y * x**(y - 1), of which d/dy at y = 0 is 1/x: a guard against y == 0 would lose it
    for fn, name in ((math.pow, "x"), (np.power, "x1")):
        slope = differences(lambda y, fn=fn, name=name: apply(fn, name, (4.0, y)), 0.0)
        assert slope == pytest.approx(0.25, rel=1e-6)


# Linear rules, complex numbers, arrays


@pytest.mark.parametrize(("fn", "case"), cases())
def test_rule_is_linear_in_its_tangent(fn, case):
    args = as_args([*case.points, *case.extremes][0])
    for name in names_with_rules(fn, args):
        one, many = apply(fn, name, args, 1.0), apply(fn, name, args, -2.5)
        np.testing.assert_allclose(np.asarray(many), -2.5 * np.asarray(one), rtol=1e-15)
        assert np.all(np.asarray(apply(fn, name, args, 0.0)) == 0.0)


def test_where_has_a_tangent_and_a_transpose_that_agree():
    condition, x, y = np.array([True, False, True]), np.ones(3), np.zeros(3)
    dot = np.array([1.0, 2.0, NAN])
    for name in ("x", "y"):
        tangent = apply(np.where, name, (condition, x, y), dot)
        np.testing.assert_array_equal(tangent, apply(np.where, name, (condition, x, y), dot, transposed=True))
    np.testing.assert_array_equal(tangent, [0.0, 2.0, 0.0])


def test_fsum_passes_its_cotangent_to_every_term():
    assert apply(math.fsum, "seq", ([1.0, 2.0, 3.0],), 0.5) == [0.5, 0.5, 0.5]
    assert apply(math.fsum, "seq", ([],), 0.5) == []


HOLOMORPHIC = [
    *[np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p, np.sqrt, np.square, np.reciprocal],
    *[np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.sinh, np.cosh, np.tanh, np.arcsinh],
    *[np.arccosh, np.arctanh, np.sinc, np.negative, special.erf, special.erfc, special.gamma],
    *[special.rgamma, special.loggamma],
]


@pytest.mark.parametrize("fn", HOLOMORPHIC, ids=label)
@pytest.mark.parametrize("z", [0.4 + 0.7j, -1.3 + 0.2j, 2.1 - 1.5j])
def test_rule_of_a_holomorphic_function(fn, z):
    expected = differences(lambda t: fn(z + t), 0.0)
    np.testing.assert_allclose(apply(fn, "x", (z,)), expected, rtol=1e-7)


@pytest.mark.parametrize(("fn", "name"), [(np.absolute, "x"), (np.angle, "z")])
@pytest.mark.parametrize("z_dot", [1.0, 1j, 0.3 - 2j])
def test_rule_of_a_real_function_of_a_complex_number(fn, name, z_dot):
    for z in (0.4 + 0.7j, -1.3 - 0.2j):
        expected = differences(lambda t, z=z: fn(z + t * z_dot), 0.0)
        assert apply(fn, name, (z,), z_dot) == pytest.approx(expected, rel=1e-8)


def test_angle_and_absolute_at_their_edges():
    assert apply(np.absolute, "x", (0j,), 1.0) == 0.0
    assert apply(np.angle, "z", (2.0,), 1.0) == 0.0
    in_degrees = differences(lambda t: np.angle(1 + 1j + t, deg=True), 0.0)
    assert apply(np.angle, "z", (1 + 1j, True)) == pytest.approx(in_degrees)


@pytest.mark.parametrize(("fn", "name"), [(np.real, "val"), (np.imag, "val"), (np.conjugate, "x")])
def test_transpose_pairs_by_the_real_part_of_the_product(fn, name):
    direction = 0.3 - 2.0j
    for out_bar in (1.0, 2.5) if fn is not np.conjugate else (1.0, 2 - 3j):
        back = apply(fn, name, (1.0 + 2.0j,), out_bar)
        assert np.real(back * direction) == pytest.approx(np.real(out_bar * fn(direction)))
        assert apply(fn, name, (2.0,), 1.0) == fn(1.0)


ARRAYS = [
    p
    for p in cases()
    if label(p.values[0]).split(".")[0] in ("np", "special") and p.values[0] not in (np.frexp, np.modf)
]


@pytest.mark.parametrize(("fn", "case"), ARRAYS)
def test_rule_broadcasts(fn, case):
    points = [as_args(p) for p in [*case.points, *case.extremes][:4]]
    fixed = {special.multigammaln: (1,)}.get(fn, ())
    columns = [
        points[0][i]
        if i in fixed
        else np.array(column).reshape([-1 if axis == i else 1 for axis in range(len(points[0]))])
        for i, column in enumerate(zip(*points, strict=True))
    ]
    for name in names_with_rules(fn, columns):
        at = RULES[fn].params.index(name)
        with np.errstate(all="ignore"):
            dot = np.linspace(-1.0, 2.0, np.size(columns[at])).reshape(np.shape(columns[at]))
            got = apply(fn, name, columns, dot)
            one_by_one = np.vectorize(
                lambda dot, *args, fn=fn, name=name: np.asarray(apply(fn, name, args, dot))[()],
                otypes=[complex if fn is special.lambertw else float],
            )(dot, *columns)
        np.testing.assert_allclose(np.broadcast_to(got, one_by_one.shape), one_by_one, rtol=1e-12)


# These go by functions that scipy.special has in double precision only.
IN_DOUBLE = {np.i0, special.lambertw, special.digamma, special.ellipk, special.ellipe}


@pytest.mark.parametrize("fn", sorted({p.values[0] for p in ARRAYS} - IN_DOUBLE, key=label), ids=label)
def test_rule_of_one_argument_keeps_single_precision(fn):
    rule = RULES[fn]
    if len(rule.params) == 1:
        x = np.array([1.25, 1.5] if fn is np.arccosh else [0.25, 0.5], np.float32)
        assert fn(x).dtype == apply(fn, *rule.params, (x,), np.ones(2, np.float32)).dtype == np.float32


# Constants


@pytest.mark.parametrize(
    ("fn", "args"),
    [(fn, (2.3,)) for fn in (round, int, math.ceil, math.floor, math.trunc, math.ulp, math.isfinite)]
    + [(fn, (-2.3,)) for fn in (np.floor, np.ceil, np.rint, np.trunc, np.fix, np.sign, np.spacing)]
    + [(fn, (2.3, -0.7)) for fn in (math.copysign, np.copysign, math.nextafter, np.nextafter)]
    + [(fn, (2.34, 1)) for fn in (round, np.round, np.around)]
    + [(fn, (2.3, 0.7)) for fn in (np.floor_divide, np.heaviside, np.less, np.equal, math.isclose)],
)
def test_what_is_declared_constant_does_not_vary(fn, args):
    rule = RULES[fn]
    names = [n for n in rule.params[: len(args)] if n in rule.constant]
    assert names
    for name in names:
        at = rule.params.index(name)
        if isinstance(args[at], float):
            moved = [fn(*args[:at], args[at] + step, *args[at + 1 :]) for step in (-1e-9, 0.0, 1e-9)]
            assert moved[0] == moved[1] == moved[2]


def test_no_parameter_is_both_constant_and_varying():
    for fn in HERE:
        rule = RULES[fn]
        assert not rule.constant & {*rule.tangents, *rule.transposes}, label(fn)
        assert rule.constant | {*rule.tangents, *rule.transposes} <= set(rule.params), label(fn)


# Completeness

# Functions of whole sequences, which the front end takes apart into loops.
STRUCTURAL = {"dist", "prod", "sumprod"}


def test_every_function_of_math_has_a_rule():
    public = {n for n, f in vars(math).items() if not n.startswith("_") and callable(f)}
    assert public - {n for n in public if getattr(math, n) in RULES} == STRUCTURAL & public


NUMPY = """
abs absolute add angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh cbrt ceil clip conj conjugate
copysign cos cosh deg2rad degrees divide exp exp2 expm1 fabs float_power floor fmax fmin fmod heaviside hypot
i0 imag isfinite isinf isnan log log10 log1p log2 logaddexp logaddexp2 maximum minimum mod multiply nan_to_num
negative positive power rad2deg radians real reciprocal remainder rint round sign sin sinc sinh sqrt square
subtract tan tanh true_divide trunc where
"""

SPECIAL = """
beta betainc betaln digamma ellipe ellipk erf erfc erfcinv erfcx erfinv expi expit exp1 gamma gammainc
gammaincc gammaln gdtr i0 i0e i1 i1e iv ive j0 j1 jn jv k0 k1 kv lambertw log_ndtr logit loggamma
multigammaln ndtr ndtri polygamma psi rgamma xlog1py xlogy y0 y1 yn zeta
"""


@pytest.mark.parametrize(("module", "names"), [(np, NUMPY), (special, SPECIAL)], ids=["numpy", "special"])
def test_every_elementwise_function_has_a_rule(module, names):
    assert [n for n in names.split() if getattr(module, n) not in RULES] == []


def test_what_has_no_closed_derivative_has_no_rule():
    for fn, names in [
        (special.jv, "v"), (special.yn, "n"), (special.iv, "v"), (special.kv, "v"), (special.gammainc, "a"),
        (special.betainc, "ab"), (special.gdtr, "b"), (special.zeta, "x"), (special.polygamma, "n"),
        (special.hyp2f1, "abc"),
    ]:  # fmt: skip
        rule = RULES[fn]
        assert not set(names) & (rule.constant | {*rule.tangents, *rule.transposes}), label(fn)
        assert set(names) <= set(rule.params)


# The language of a rule


def body_tree(body: Callable[..., Any]) -> ast.FunctionDef:
    tree = ast.parse(textwrap.dedent(inspect.getsource(body))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    return tree


ALL_BODIES = sorted(
    {(b.__module__, b.__code__.co_firstlineno, b) for fn in HERE for b in bodies(RULES[fn])},
    key=lambda t: t[:2],
)
BUILTINS = {"round": round, "len": len}


@pytest.mark.parametrize("body", [pytest.param(b, id=f"{m.split('.')[-1]}:{n}") for m, n, b in ALL_BODIES])
def test_rule_is_written_in_the_language_of_rules(body):
    tree = body_tree(body)
    parameters = [a.arg for a in tree.args.args + tree.args.kwonlyargs]
    assert all(isinstance(s, ast.Assign) for s in tree.body[:-1])
    assert isinstance(tree.body[-1], ast.Return)
    nodes = [n for statement in tree.body for n in ast.walk(statement)]
    local = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    loaded = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    assert set(loaded) <= {*parameters, *local, "math", "np", "special", "isinstance", "complex", *BUILTINS}

    # the tangent occurs once, but for the two branches of absolute, of which kinds select one
    varying = next(p for p in parameters if p.endswith("_dot") or p == "out_bar")
    by_kind = any(how in ast.dump(tree) for how in ("iscomplexobj", "isinstance"))
    assert loaded.count(varying) == (2 if by_kind and varying == "x_dot" else 1)
    # and whatever is asked for is used
    assert "out" not in parameters or "out" in loaded

    # what a rule calls has a rule of its own, so that it can be differentiated again
    shaping = {np.sum, np.expand_dims, np.arange, np.array, len}
    for call in (n for n in nodes if isinstance(n, ast.Call)):
        if ast.unparse(call.func) in ("x.conjugate", "isinstance"):  # of Python's complex numbers
            continue
        called = eval(ast.unparse(call.func), {"math": math, "np": np, "special": special, **BUILTINS})
        assert called in RULES or called in shaping, ast.unparse(call)
