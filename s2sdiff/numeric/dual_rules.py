"""The rules of `s2sdiff.rules` applied to dual numbers."""

from __future__ import annotations

import builtins
import functools
import importlib
import math
import operator
import pkgutil
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import s2sdiff.rules
from s2sdiff.numeric.dual import (
    Dual,
    Tag,
    is_dual,
    is_part,
    laid_out,
    make,
    primal,
    shape_of,
    tangent_part,
    value_part,
)
from s2sdiff.numeric.tree import children, combine, flatten, is_complex, is_real
from s2sdiff.rules.declare import Rule, body_parameters, rule_of, variadic

# The same operation under its other names: whichever of them has a rule serves.
_NAMES: list[tuple[Any, ...]] = [
    (operator.add, np.add),
    (operator.sub, np.subtract),
    (operator.mul, np.multiply),
    (operator.truediv, np.divide),
    (operator.floordiv, np.floor_divide),
    (operator.mod, np.remainder),
    (operator.pow, builtins.pow, np.power, math.pow),
    (operator.matmul, np.matmul),
    (operator.neg, np.negative),
    (builtins.abs, operator.abs, np.absolute, math.fabs),
]
_SAME = {name: names for names in _NAMES for name in names}

# Modules of rules that import SciPy.
_SLOW = ("scipy", "special")

# What lays its arguments out, each in a result of its own, and the same with their tangents.
_ARRANGING = {np.meshgrid, np.broadcast_arrays}

_REDUCTIONS = {np.add: np.sum, np.multiply: np.prod, np.maximum: np.max, np.minimum: np.min}


@functools.cache
def _load(prefixes: tuple[str, ...]) -> None:
    """Import the modules of rules whose names start with one of `prefixes`, or with none of them for ()."""
    for each in pkgutil.iter_modules(s2sdiff.rules.__path__):
        if each.name.startswith(prefixes or _SLOW) == bool(prefixes):
            importlib.import_module(f"s2sdiff.rules.{each.name}")


def find(fn: Any, arrays: bool = False) -> Rule | None:
    """The rule of an operation, under whichever name it is declared.

    Where there are two, it is that for arrays if `arrays`, and else that for reals. The rules for
    SciPy, which is slow to import, are loaded when no other serves.
    """
    try:
        names = list(_SAME.get(fn, (fn,)))
    except TypeError:
        return None
    names.sort(key=lambda each: isinstance(each, np.ufunc) != arrays)
    for prefixes in ((), _SLOW):
        try:
            _load(prefixes)
        except ModuleNotFoundError as error:
            if error.name != "scipy":
                raise
        for each in names if arrays else (fn, *names):
            rule = rule_of(each)
            if rule is not None:
                return rule
    return None


def apply(fn: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """`fn` on arguments of which some are, or contain, dual numbers.

    The dual numbers of the greatest tag are split; `fn` and the tangents of its rule are applied to what
    is left, which may hold dual numbers of lesser tags.

    Raises:
        TypeError: there is no rule for `fn`, or none for an argument that is a dual number.
    """
    tags = [each.tag for each in _duals((args, kwargs))]
    if not tags:
        return fn(*args, **kwargs)
    tag = max(tags)
    if fn in _ARRANGING:
        moving = [any(each.tag == tag for each in _duals(a)) for a in args]
        dots = [_map(tangent_part, a, tag) if m else np.zeros(shape_of(a)) for a, m in zip(args, moving, strict=True)]
        return _pair(apply(fn, _map(value_part, args, tag), kwargs), apply(fn, tuple(dots), kwargs), tag, (args, kwargs))
    rule = find(fn, any(isinstance(primal(each), np.ndarray) for each in args))
    if rule is None:
        raise TypeError(f"{_name(fn)} has no rule, so it cannot be applied to dual numbers")
    plain_args, plain_kwargs = _map(value_part, args, tag), _map(value_part, kwargs, tag)
    if not rule.tangents and not rule.transposes:
        return apply(fn, plain_args, plain_kwargs)
    given, plain = _bind(fn, rule, args, kwargs), _bind(fn, rule, plain_args, plain_kwargs)
    out = apply(fn, plain_args, plain_kwargs)
    total: Any = None
    for param, value in given.items():
        if param in rule.constant or not any(each.tag == tag for each in _duals(value)):
            continue
        dot = _map(tangent_part, value, tag)
        if param in rule.tangents:
            term = _call(_lifted(rule.tangents[param]), {**plain, f"{param}_dot": dot}, out)
        elif param not in rule.transposes:
            raise TypeError(f"{_name(fn)} has no rule for `{param}`, which is a dual number")
        elif param == variadic(rule):
            term = _linear_in_each(fn, plain_args, plain_kwargs, rule.params.index(param), value, dot, tag)
        else:
            term = _linear(fn, rule, plain_args, plain_kwargs, param, dot)
        total = term if total is None else combine(operator.add, total, term)
    return out if total is None else _pair(out, total, tag, (args, kwargs))


def apply_ufunc(ufunc: Any, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """`ufunc.method` on dual numbers: a call, ``at`` of add and subtract, ``reduce`` of some.

    Raises:
        TypeError: another method, or a keyword such as ``where``; see also `apply`.
    """
    target = kwargs.pop("out", (None,))[0]
    if method == "reduce" and ufunc in _REDUCTIONS:
        # A reduction is along the first axis where its NumPy function is along all.
        result = apply(_REDUCTIONS[ufunc], inputs, {"axis": 0, **kwargs})
    elif method == "at" and ufunc in (np.add, np.subtract) and is_dual(inputs[0]):
        array, index, value = inputs
        if is_dual(value) and value.tag > array.tag:
            raise TypeError("a dual number of an inner derivative cannot be stored in one of an outer one")
        ufunc.at(array.value, index, value_part(value, array.tag))
        ufunc.at(array.tangent, index, tangent_part(value, array.tag))
        return None
    elif method == "__call__" and not kwargs:
        result = apply(ufunc, inputs, {})
    else:
        extra = "".join(f" with `{name}`" for name in kwargs)
        raise TypeError(f"np.{ufunc.__name__}.{method}{extra} cannot be applied to dual numbers")
    if target is None:
        return result
    if not is_dual(target):
        raise TypeError(f"np.{ufunc.__name__}: `out` is an array without tangents, and would drop them")
    target[...] = result
    return target


def _duals(value: Any) -> Iterator[Dual]:
    yield from flatten(value, leaf=is_dual)[0]


def _map(part: Callable[[Any, Tag], Any], value: Any, tag: Tag) -> Any:
    """`part` of a dual number, or of every real in a structure that contains one."""
    if not any(each.tag == tag for each in _duals(value)):
        return value
    if isinstance(value, (tuple, list, dict)) and part is tangent_part:
        leaves, rebuild = flatten(value, leaf=is_part)
    else:
        leaves, rebuild = flatten(value, leaf=is_dual)
    return rebuild([part(each, tag) for each in leaves])


def _bind(fn: Any, rule: Rule, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments by the names that the rule gives the parameters."""
    many = variadic(rule)
    if many is not None:
        at = rule.params.index(many)
        args = (*args[:at], args[at:])
    # A keyword-only parameter is known to the rule if it comes after one of any number of arguments.
    known = {*rule.params, *(_keywords(rule) if many else ())}
    unknown = [name for name in kwargs if name not in known]
    if unknown:
        raise TypeError(f"{_name(fn)} has no rule for the argument `{unknown[0]}`")
    if len(args) > len(rule.params):
        raise TypeError(f"{_name(fn)} has no rule for {len(args)} arguments")
    return {**dict(zip(rule.params, args, strict=False)), **kwargs}


def _keywords(rule: Rule) -> set[str]:
    return {
        n
        for body in rule.transposes.values()
        for n, p in body_parameters(body).items()
        if p.kind is p.KEYWORD_ONLY
    } - {
        "out",
        "k",
    }


def _linear_in_each(
    fn: Any,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    first: int,
    values: tuple[Any, ...],
    dots: tuple[Any, ...],
    tag: Tag,
) -> Any:
    """The tangent of an operation that is linear, or affine, in each of the arguments from `first` on."""
    total: Any = None
    for k, (value, dot) in enumerate(zip(values, dots, strict=True), first):
        if not any(each.tag == tag for each in _duals(value)):
            continue
        with_dot, with_zero = (apply(fn, (*args[:k], x, *args[k + 1 :]), kwargs) for x in (dot, dot * 0))
        term = combine(operator.sub, with_dot, with_zero)
        total = term if total is None else combine(operator.add, total, term)
    return total


def _linear(fn: Any, rule: Rule, args: tuple[Any, ...], kwargs: dict[str, Any], param: str, dot: Any) -> Any:
    """An operation that is linear in `param`, applied to the tangent of that."""
    if param in kwargs:
        return apply(fn, args, {**kwargs, param: dot})
    at = rule.params.index(param)
    return apply(fn, (*args[:at], dot, *args[at + 1 :]), kwargs)


def _call(body: Callable[..., Any], given: dict[str, Any], out: Any) -> Any:
    wants = body_parameters(body)
    return body(**{k: v for k, v in {**given, "out": out}.items() if k in wants})


@functools.cache
def _lifted(body: Callable[..., Any]) -> Callable[..., Any]:
    """The tangent of a rule with the functions of `math` replaced by those that take dual numbers."""
    from s2sdiff.numeric import dual_math

    if not isinstance(body, types.FunctionType):
        return body
    new: dict[str, Any] = {}
    for name, value in body.__globals__.items():
        if name not in body.__code__.co_names:
            continue
        if value is math:
            new[name] = dual_math
        elif getattr(value, "__module__", None) == "math":
            new[name] = getattr(dual_math, value.__name__)
    if not new:
        return body
    lifted = types.FunctionType(
        body.__code__, {**body.__globals__, **new}, body.__name__, body.__defaults__, body.__closure__
    )
    lifted.__kwdefaults__ = body.__kwdefaults__
    return lifted


def _pair(out: Any, dot: Any, tag: Tag, inputs: Any) -> Any:
    """Result and tangent as a dual number, or as the structure of dual numbers that the result is."""
    inside = children(out)
    if inside is not None:
        steps, build = inside
        dots = [part for _, part in (children(dot) or ([], None))[0]]
        return build([_pair(part, d, tag, inputs) for (_, part), d in zip(steps, dots, strict=True)])
    if not (is_dual(out) or is_real(out) or is_complex(out)):
        return out
    if isinstance(primal(out), np.ndarray):
        # A view has a view as its tangent. What is no view owns its tangent, for either may be written to.
        if not any(np.may_share_memory(primal(out), primal(each)) for each in _duals(inputs)):
            dot = laid_out(dot, out)
            if any(np.may_share_memory(primal(dot), primal(each.tangent)) for each in _duals(inputs)):
                dot = dot.copy()
    elif shape_of(dot) != ():
        raise TypeError("a rule gives an array as the tangent of a real")
    elif isinstance(dot, np.ndarray):
        dot = dot[()]
    return make(out, dot, tag)


def _name(fn: Any) -> str:
    name = getattr(fn, "__name__", repr(fn))
    module = getattr(fn, "__module__", None) or ("numpy" if isinstance(fn, np.ufunc) else "")
    return f"{module}.{name}" if module not in ("", "builtins", "_operator") else name
