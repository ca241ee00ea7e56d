"""How the result of one operation on numbers varies with each of its arguments.

Multiplying by a number is its own transpose, so one function serves both modes: given the tangent of
an argument it gives its part of the tangent of the result, given the cotangent of the result it gives
the contribution to the cotangent of the argument.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator

import numpy as np

from s2sdiff.errors import Refusal
from s2sdiff.graph import Atom, Const, External, If, Let, Merge, Op, Var
from s2sdiff.kinds import BOOL, COMPLEX, INT, REAL, STR, Array, plain, strip
from s2sdiff.operations import numpy_call
from s2sdiff.rules.declare import Rule, body_parameters, variadic
from s2sdiff.rules.registry import parameter_name, rule_for
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.conditions import SINGULAR, where_it_varies
from s2sdiff.transforms.custom import partials_of, stated
from s2sdiff.transforms.shapes import is_complex

Partial = Callable[[Atom], Atom]

IDLE = ""


def partials(b: Builder, s: Let, wanted: Callable[[Atom], bool]) -> Iterator[tuple[Var, Partial]]:
    """The arguments of an operation that are `wanted`, each with how the result varies with it."""
    if s.op.form == "binary":
        for v, partial in binary_partials(b, s, wanted):
            if s.op.name not in SINGULAR:
                yield v, partial
                continue

            def counted(seed: Atom, v: Var = v, partial: Partial = partial) -> Atom:
                return where_it_varies(b, s, v, lambda: partial(seed))

            yield v, counted
    elif s.op.form == "unary":
        (a,) = s.args
        if wanted(a) and isinstance(a, Var):
            yield a, (b.neg if s.op.name == "neg" else lambda seed: seed)
    else:
        raise refusal(s)


def as_operator(s: Let) -> Let:
    """``np.power(x, 3)`` of an array of floats as ``x ** 3``; any other operation as it is."""
    if s.op.form != "call" or s.op.name != "power" or s.op.keywords or len(s.args) != 2:
        return s
    x, n = s.args
    kind = strip(x.kind)
    reals = isinstance(kind, Array) and kind.dtype == "float64" and isinstance(n, Const) and isinstance(n.value, int | float)
    return Let(s.target, Op("binary", "pow"), s.args, s.place) if reals else s


def refusal(s: Let, hint: str = "declare a rule for it, or compute it from plain arithmetic") -> Refusal:
    """The refusal of an operation that an active value reaches and that has no rule."""
    what = f"`{s.op.name}`" if s.op.form != "template" else "this expression"
    return Refusal("SD301", f"{what} has no derivative rule, and an active value reaches it", s.place, hint)


def binary_partials(b: Builder, s: Let, wanted: Callable[[Atom], bool]) -> Iterator[tuple[Var, Partial]]:
    """``x + y``, ``x - y``, ``x * y``, ``x / y``, ``x ** y``, ``x % y``."""
    x, y = s.args
    op = s.op.name
    if s.target.kind is STR:  # text that a number is written into
        raise refusal(s)
    kind = strip(s.target.kind)
    if op == "pow" and (isinstance(kind, Array) or kind is COMPLEX) and not isinstance(y, Const):
        power_call = Let(s.target, numpy_call("power"), s.args, s.place)
        yield from call_partials(b, power_call, wanted)
        return
    power = b.definition(y, "pow") if op == "div" and isinstance(x, Const) else None
    if power and isinstance(x, Const) and isinstance(power[1], Const):
        # c / z**n is one operation, and its derivative is another such quotient
        z, n, c = power[0], power[1].value, x.value
        if isinstance(z, Var) and wanted(z):

            def reciprocal(seed: Atom) -> Atom:
                return b.neg(b.div(b.mul(Const(c * n), seed), b.power(z, Const(n + 1))))

            yield z, reciprocal
            return
    if op == "div" and not isinstance(x, Const):
        yield from quotient_partials(b, s, wanted)
        return
    if op == "mul" and x is y and isinstance(x, Var) and wanted(x):
        yield x, lambda seed: b.mul(b.mul(Const(2.0), x), seed)
        return
    for a, partial in ((x, _LEFT.get(op)), (y, _RIGHT.get(op))):
        if isinstance(a, Var) and wanted(a):
            if partial is None:
                raise refusal(s)
            yield a, lambda seed, partial=partial: partial(b, s.target, x, y, seed)  # type: ignore[misc]


def quotient_partials(b: Builder, s: Let, wanted: Callable[[Atom], bool]) -> Iterator[tuple[Var, Partial]]:
    """``x / y``: what goes to `x` goes, times minus the result, to `y`."""
    x, y = s.args
    known: dict[Atom, Atom] = {}

    def share(seed: Atom) -> Atom:
        if seed not in known:
            known[seed] = b.div(seed, y)
        return known[seed]

    if isinstance(x, Var) and wanted(x):
        yield x, share
    if isinstance(y, Var) and wanted(y):
        yield y, lambda seed: b.neg(b.mul(share(seed), s.target))


def _pow_base(b: Builder, out: Var, x: Atom, y: Atom, seed: Atom) -> Atom:
    if isinstance(y, Const):
        if y.value == 0:
            return Const(0.0)
        return b.mul(b.mul(Const(y.value), b.power(x, Const(y.value - 1))), seed)
    if plain(y.kind) in (INT, BOOL):
        slope = lambda: b.mul(b.mul(y, b.raw("pow", x, b.raw("sub", y, Const(1)))), seed)  # noqa: E731
        return choose(b, "ne", y, Const(0), slope, lambda: Const(0.0))
    slope = lambda: b.mul(b.mul(y, b.raw("pow", x, b.raw("sub", y, Const(1)))), seed)  # noqa: E731
    either = b.let(Op("compare", "ne"), (x, Const(0)), BOOL)
    nonzero = b.let(Op("compare", "ne"), (y, Const(0)), BOOL)
    merged = Var("t", BOOL, True)
    b.out.append(If(either, (), (), (Merge(merged, (Const(True), nonzero)),)))
    return choose_on(b, merged, slope, lambda: Const(0.0))


def _pow_exponent(b: Builder, out: Var, x: Atom, y: Atom, seed: Atom) -> Atom:
    log = External("math", "log", __import__("math").log)
    if isinstance(x, Const) and x.value > 0:
        import math

        return b.mul(b.mul(Const(math.log(x.value)), out), seed)
    slope = lambda: b.mul(b.mul(out, b.let(Op("call", "log", log), (x,), REAL)), seed)  # noqa: E731
    return choose(b, "ne", x, Const(0), slope, lambda: Const(0.0))


def choose(
    b: Builder, op: str, x: Atom, y: Atom, then: Callable[[], Atom], orelse: Callable[[], Atom]
) -> Var:
    """``then if x op y else orelse``."""
    return choose_on(b, b.let(Op("compare", op), (x, y), BOOL), then, orelse)


def choose_on(b: Builder, cond: Atom, then: Callable[[], Atom], orelse: Callable[[], Atom]) -> Var:
    """``then if cond else orelse``."""
    first, u = b.nested(then)
    second, v = b.nested(orelse)
    out = Var("t", REAL, True)
    b.out.append(If(cond, first, second, (Merge(out, (u, v)),)))
    return out


def _div_right(b: Builder, out: Var, x: Atom, y: Atom, seed: Atom) -> Atom:
    assert isinstance(x, Const)
    return b.neg(b.div(b.mul(Const(x.value), seed), b.power(y, Const(2))))


_LEFT: dict[str, Callable[[Builder, Var, Atom, Atom, Atom], Atom]] = {
    "add": lambda b, out, x, y, seed: seed,
    "sub": lambda b, out, x, y, seed: seed,
    "mul": lambda b, out, x, y, seed: b.mul(y, seed),
    "pow": _pow_base,
    "mod": lambda b, out, x, y, seed: seed,
}
_RIGHT: dict[str, Callable[[Builder, Var, Atom, Atom, Atom], Atom]] = {
    "add": lambda b, out, x, y, seed: seed,
    "sub": lambda b, out, x, y, seed: b.neg(seed),
    "mul": lambda b, out, x, y, seed: b.mul(x, seed),
    "div": _div_right,
    "pow": _pow_exponent,
    "mod": lambda b, out, x, y, seed: b.neg(b.mul(b.raw("floordiv", x, y), seed)),
}


def call_partials(b: Builder, s: Let, wanted: Callable[[Atom], bool]) -> Iterator[tuple[Var, Partial]]:
    """A function with a rule."""
    declared = stated(s.op)
    if declared is not None:
        yield from partials_of(b, s, declared, wanted)
        return
    for a, name, rule, given in call_arguments(s, wanted):

        def partial(seed: Atom, name: str = name, rule: Rule = rule, given: dict[str, Atom] = given) -> Atom:
            return applied(b, s, rule, name, given, seed)

        yield a, partial


def applied(b: Builder, s: Let, rule: Rule, name: str, given: dict[str, Atom], seed: Atom) -> Atom:
    """The body of a rule at a seed: of the tangent where there is one, else of the transpose."""
    body = rule.tangents.get(name) or rule.transposes[name]
    if name in rule.on_arrays and any(isinstance(v.kind, Array) for v in s.args):
        body = rule.on_arrays[name]
    arguments = {
        **left_out(rule, body, given),
        **given,
        f"{name}_dot" if name in rule.tangents else "out_bar": seed,
    }
    if takes_result(body):
        arguments["out"] = s.target
    return b.inline(body, arguments)


def left_out(rule: Rule, body: Callable[..., object], given: dict[str, Atom]) -> dict[str, Atom]:
    """What a call leaves to the function's defaults, where the body of its rule has none itself."""
    missing = [n for n in required(body) if n not in given]
    if not missing:
        return {}
    defaults = {n: p.default for n, p in inspect.signature(rule.fn).parameters.items()}
    known = {n: defaults[n] for n in missing if n in defaults}
    return {n: Const(v) for n, v in known.items() if isinstance(v, str | int | float | None)}


@functools.cache
def required(body: Callable[..., object]) -> tuple[str, ...]:
    """The parameters of a rule's function that the body of the rule cannot do without."""
    return tuple(
        n
        for n, p in body_parameters(body).items()
        if p.default is p.empty and p.kind < p.VAR_POSITIONAL and not n.endswith(("_dot", "_bar"))
    )


def takes_result(body: Callable[..., object]) -> bool:
    """Whether the body of a rule is given the result of the call, as `out`."""
    return "out" in body_parameters(body)


def call_arguments(
    s: Let, wanted: Callable[[Atom], bool]
) -> Iterator[tuple[Var, str, Rule, dict[str, Atom]]]:
    """The wanted arguments of a call, each with its parameter's name, the rule, and all arguments by name."""
    rule = rule_for(s.op.payload)
    if rule is None:
        if any(wanted(a) for a in s.args):
            raise refusal(s)
        return
    if rule.real and any(is_complex(strip(a.kind)) for a in s.args):
        raise refusal(s, f"there is a rule for `{s.op.name}` of real numbers only")
    names = argument_names(s, rule)
    if None in names:
        if not any(wanted(a) for a in s.args):
            return
        split = len(s.args) - len(s.op.keywords)
        at = names.index(None)
        missing = f"number {at + 1}" if at < split else s.op.keywords[at - split]
        raise Refusal(
            "SD305", f"the argument {missing} of `{s.op.name}` is not supported", s.place, "leave it out"
        )
    if s.op.payload.value is np.einsum and not (isinstance(s.args[0], Const) and isinstance(s.args[0].value, str)):
        what = "this form of `einsum` is not supported"
        raise Refusal("SD305", what, s.place, "give it the subscripts as a literal")
    every = {str(n): a for n, a in zip(names, s.args, strict=True) if n != IDLE}
    for n, a in every.items():
        # What is given by number is one of any number of arguments; `k` says which one it is.
        name, given = (variadic(rule), {**every, "k": Const(int(n))}) if n.isdigit() else (n, every)
        if not isinstance(a, Var) or not wanted(a) or (name in rule.constant and name not in rule.tangents):
            continue
        if name not in rule.tangents and name not in rule.transposes:
            raise Refusal(
                "SD302",
                f"the derivative of `{s.op.name}` by `{name}` has no rule",
                s.place,
                "hold that argument constant",
            )
        yield a, name, rule, given


def argument_names(s: Let, rule: Rule) -> list[str | None]:
    """The parameter that each argument of a call is for, None where the rule does not know it.

    Those that a parameter ``*args`` takes are numbered from 0. What a rule need not know is `IDLE`.
    """
    several = variadic(rule)
    first = rule.params.index(several) if several is not None else len(s.args)
    split = len(s.args) - len(s.op.keywords)
    found = [parameter_name(rule, k) if k < first else str(k - first) for k in range(split)]
    return found + [parameter_name(rule, k) or (IDLE if k in rule.idle else None) for k in s.op.keywords]
