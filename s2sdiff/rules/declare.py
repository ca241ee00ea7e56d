"""How a rule is declared: one fact per operation, from which both modes are derived.

A nonlinear operation states its tangent, one function per differentiable parameter; it takes the
parameters of the operation by name, the tangent of one of them as ``NAME_dot``, and may ask for the
result of the operation as the keyword-only ``out``::

    @tangent(math.exp)
    def _(x, x_dot, *, out):
        return out * x_dot

A linear operation states its transpose for a parameter; it takes the cotangent of the result as
``out_bar``, then the parameters, and returns the cotangent of the named one::

    @transpose(np.transpose, "a")
    def _(out_bar, a, axes=None): ...

Forward mode inlines a tangent as it stands, and applies a linear operation to the tangent. Reverse
mode inlines a transpose as it stands, and transposes the tangent, which is linear in ``NAME_dot``.
Rules are read from their source by the same front end as the user's functions.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Rule:
    """What is known of one operation.

    Attributes:
        fn: the operation itself, as a caller finds it (``math.exp``, ``np.add``).
        params: its parameter names, in order.
        tangents: by parameter, the function that gives the tangent of the result.
        transposes: by parameter in which the operation is linear, its transpose.
        constant: parameters of which the result is piecewise constant.
        idle: keywords that say how to compute the result, not what it is; rules do not get them.
        on_arrays: tangents that stand in for `tangents` where an argument is an array.
        real: whether the rule holds of real arguments only, though the operation takes complex ones.
        jvp: ``(primals, tangents) -> (value, tangent)``, which generated source calls (`custom_jvp`).
        vjp: ``(*primals) -> (value, residuals)`` and ``(residuals, cotangent) -> cotangents``, which
            generated source calls in reverse mode (`custom_vjp`).
    """

    fn: Callable[..., Any]
    params: tuple[str, ...] = ()
    tangents: dict[str, Callable[..., Any]] = field(default_factory=dict)
    transposes: dict[str, Callable[..., Any]] = field(default_factory=dict)
    constant: set[str] = field(default_factory=set)
    idle: set[str] = field(default_factory=set)
    on_arrays: dict[str, Callable[..., Any]] = field(default_factory=dict)
    real: bool = False
    jvp: Callable[..., Any] | None = None
    vjp: tuple[Callable[..., Any], Callable[..., Any]] | None = None


RULES: dict[Any, Rule] = {}
SPELLED: dict[Any, tuple[Callable[..., Any], frozenset[str]]] = {}
STAND_INS: dict[Any, type] = {}
OUTSIDE: dict[type, tuple[type, tuple[str, ...]]] = {}


def _rule(fn: Callable[..., Any]) -> Rule:
    return RULES.setdefault(fn, Rule(fn))


def parameters(signature: Mapping[str, inspect.Parameter]) -> tuple[str, ...]:
    """The parameters of the operation that a rule is of, among those of the rule's body."""
    asked = {n for n, p in signature.items() if p.kind is p.KEYWORD_ONLY and n in ("out", "k")}
    return tuple(n for n in signature if n != "out_bar" and n not in asked and not n.endswith("_dot"))


@functools.cache
def body_parameters(body: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """The parameters of the body of a rule, by name."""
    return inspect.signature(body).parameters


def variadic(rule: Rule) -> str | None:
    """The parameter of a rule that takes any number of arguments, None where it has none."""
    for body in (*rule.tangents.values(), *rule.transposes.values()):
        for name, parameter in body_parameters(body).items():
            if parameter.kind is parameter.VAR_POSITIONAL:
                return name
    return None


def tangent(*fns: Callable[..., Any]) -> Callable[[F], F]:
    """Declare how the result of each of `fns` varies with one parameter: the one given as ``NAME_dot``."""

    def declare(body: F) -> F:
        signature = body_parameters(body)
        dots = [n for n in signature if n.endswith("_dot")]
        assert len(dots) == 1, f"a tangent rule has one NAME_dot parameter, not {dots}"
        params = parameters(signature)
        for fn in fns:
            rule = _rule(fn)
            assert rule.params in ((), params), f"{fn}: rules disagree on parameters {rule.params} {params}"
            rule.params = params
            rule.tangents[dots[0].removesuffix("_dot")] = body
        return body

    return declare


def transpose(fn: Callable[..., Any], name: str, *more: Callable[..., Any]) -> Callable[[F], F]:
    """Declare that `fn` (and `more`) is linear in parameter `name`, and its transpose there."""

    def declare(body: F) -> F:
        signature = body_parameters(body)
        params = parameters(signature)
        for each in (fn, *more):
            rule = _rule(each)
            assert rule.params in ((), params), f"{each}: rules disagree on parameters {rule.params} {params}"
            rule.params = params
            rule.transposes[name] = body
        return body

    return declare


def constant(fns: Iterable[Callable[..., Any]], *names: str, params: tuple[str, ...] = ()) -> None:
    """Declare that the result of each of `fns` is piecewise constant in the parameters `names`.

    Where `params` is empty and there is no other rule, the names are all the parameters.
    """
    for fn in fns:
        rule = _rule(fn)
        rule.params = rule.params or params or names
        rule.constant.update(names)


def idle(fns: Iterable[Callable[..., Any]], *names: str) -> None:
    """Declare keywords of each of `fns` that say how to compute the result, not what it is."""
    for fn in fns:
        _rule(fn).idle.update(names)


def real(*fns: Callable[..., Any]) -> None:
    """Declare that the rules of `fns` hold of real arguments only."""
    for fn in fns:
        _rule(fn).real = True


def spelled(*fns: Callable[..., Any], where: str = "") -> Callable[[F], F]:
    """Declare what each of `fns` does, in simpler functions: the body is lowered in place of a call.

    Where `where` names parameters (with spaces between), only calls that give one of them are spelled out. A
    body raises NotImplementedError for arguments that it does not serve.
    """

    def declare(body: F) -> F:
        SPELLED.update(dict.fromkeys(fns, (body, frozenset(where.split()))))
        return body

    return declare


def stands_in(of: type) -> Callable[[type], type]:
    """Declare what objects of a library class are: the class below is lowered in its place, as one of a user is."""

    def declare(cls: type) -> type:
        cls.STANDS_FOR = of  # type: ignore[attr-defined]
        STAND_INS[of] = cls
        return cls

    return declare


def outside(cls: type, of: type, *attributes: str) -> None:
    """Declare that an object of a library class that was made elsewhere is called as one of `cls`, made of these attributes."""
    OUTSIDE[of] = cls, attributes


def rule_of(fn: Any) -> Rule | None:
    """The rule of a library function, or None."""
    try:
        return RULES.get(fn)
    except TypeError:
        return None
