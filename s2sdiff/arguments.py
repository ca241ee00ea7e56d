"""The arguments of a derivative: which ones argnums choose, what is seen of their values, and how they are keyed."""

from __future__ import annotations

import functools
import inspect
import numbers
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import FunctionType, MethodType
from typing import Any

import numpy as np

from s2sdiff.compiler import fresh_name
from s2sdiff.entries import entry_of
from s2sdiff.errors import S2SDiffError, UsageError
from s2sdiff.frontend.lower import Example
from s2sdiff.kinds import (
    ANY,
    INT,
    LONGEST,
    REAL,
    ListOf,
    Literal,
    TableOf,
    TupleOf,
    field_names,
    is_record,
    kind_of,
)
from s2sdiff.numeric import tree as trees
from s2sdiff.specialize import argument_kind, as_real

Argnums = int | str | Sequence[int | str]
LITERAL = (str, bool, type(None))
_SIMPLE = {float, int, np.float64}
OTHER = object()
_BY_PLACE = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def signature_of(fun: Any) -> inspect.Signature:
    """The parameters that a callable has itself; those of a wrapper are not those of what it wraps."""
    entry = entry_of(fun)
    if entry is not None:
        return inspect.signature(entry)
    try:
        if (
            isinstance(fun, FunctionType) and "__signature__" in fun.__dict__
        ):  # which is what it claims to take
            fun = FunctionType(fun.__code__, {}, None, fun.__defaults__, fun.__closure__)
        return inspect.signature(fun, follow_wrapped=not isinstance(fun, FunctionType | MethodType))
    except ValueError:
        name = getattr(fun, "__name__", type(fun).__name__)
        raise S2SDiffError(
            "SD102", f"the source of `{name}` cannot be had", hint="wrap it in a function"
        ) from None


def defaults_of(fun: Any) -> tuple[Any, Any]:
    """What a function holds its default arguments in."""
    return getattr(fun, "__defaults__", None), getattr(fun, "__kwdefaults__", None)


def bind(
    signature: inspect.Signature, args: Sequence[Any], kwargs: dict[str, Any], name: str
) -> inspect.BoundArguments:
    """The arguments of a call by parameter, with defaults; raises SD502 where they do not fit."""
    parameters = signature.parameters
    if not kwargs and len(args) == len(parameters) and all(p.kind in _BY_PLACE for p in parameters.values()):
        return inspect.BoundArguments(signature, dict(zip(parameters, args, strict=True)))
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as e:
        raise UsageError("SD502", f"`{name}`: {e}") from None
    bound.apply_defaults()
    return bound


def refuse_missing(name: str, arguments: dict[str, Any]) -> None:
    """Refuse a call without one of ``*args`` or ``**kwargs`` that argnums choose."""
    base, _, part = name.partition(".")
    value = arguments[base]
    if part not in value if isinstance(value, dict) else int(part) >= len(value):
        how = (
            f"by keyword, `{part}`" if isinstance(value, dict) else f"by position, number {part} of `*{base}`"
        )
        raise UsageError("SD501", f"there is no such argument in this call: {how}", hint="pass it so")


def key_of(kind: Any) -> Any:
    if isinstance(kind, Example):
        value = kind.value
        try:
            fields = vars(value)
        except TypeError:
            return ("object", id(value))
        if isinstance(value, type) or callable(value):
            return ("object", id(value))
        return (
            "instance",
            type(value),
            tuple((k, key_of(argument_kind(v))) for k, v in sorted(fields.items())),
        )
    return kind


def hashable(key: Any) -> Any:
    try:
        hash(key)
    except TypeError:
        return repr(key)
    return key


def look(value: Any, closely: bool = False) -> Any:
    """What is seen of an argument at a glance, and tells its kind; `OTHER` where that takes more.

    Seen `closely` it tells how long lists are, too: a tangent is as long as what it belongs to.
    """
    cls = value.__class__
    if cls in _SIMPLE:
        return cls
    if cls in LITERAL:
        return value
    if cls is np.ndarray:
        dtype = value.dtype
        return (dtype, value.shape) if dtype.kind != "V" else OTHER
    if cls is list and set(map(type, value)) == {float}:
        return (list, float, len(value)) if closely else (list, float)
    found = opened(value, cls)
    if found is None:
        return OTHER
    form, items = found
    looks = [look(item, closely) for item in items]
    if OTHER in looks:
        return OTHER
    alike = cls is list and not closely and len(set(looks)) == 1
    return (form, *looks[:1]) if alike else (form, *looks)


def opened(value: Any, cls: type) -> tuple[Any, Iterable[Any]] | None:
    """What tells the form of a container, and what is in it; None for what is no container of data."""
    if cls is list or cls is tuple:
        return cls, value
    if cls is dict:
        return ((dict, *value), value.values()) if set(map(type, value)) == {str} else None
    return (cls, [getattr(value, n) for n in field_names(cls)]) if is_record(cls) else None


look_closely = functools.partial(look, closely=True)


def reals(value: Any) -> Any:
    """A differentiated argument with its ints as the reals that they are passed for."""
    if isinstance(value, (bool, float)):
        return value
    if isinstance(value, int | np.integer):
        return float(value)
    if isinstance(value, np.ndarray):
        return value.astype(float) if value.dtype.kind in "iu" else value
    if isinstance(value, list | tuple | dict) or hasattr(value, "__dataclass_fields__"):
        leaves, rebuild = trees.flatten(value, reals=True)
        found = [reals(v) for v in leaves]
        return value if all(map(operator.is_, found, leaves)) else rebuild(found)
    return value


def with_reals(bound: inspect.BoundArguments, names: Iterable[str]) -> inspect.BoundArguments:
    """The arguments, ints as reals where they are differentiated."""
    arguments = dict(bound.arguments)
    for name in names:
        base, _, part = name.partition(".")
        value = arguments[base]
        if not part:
            arguments[base] = reals(value)
        elif isinstance(value, tuple):
            arguments[base] = changed(value, int(part), reals)
        else:
            arguments[base] = {**value, part: reals(value[part])}
    return inspect.BoundArguments(bound.signature, arguments)


def kinds_of(arguments: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The kind of each argument, ints as reals where they are differentiated."""
    kinds = {n: argument_kind(v) for n, v in arguments.items()}
    for name in names:
        base, _, part = name.partition(".")
        kind = kinds[base]
        if not part:
            kinds[base] = as_real(kind)
        elif isinstance(kind, TupleOf):
            kinds[base] = TupleOf(changed(kind.items, int(part), as_real))
    return kinds


def changed(items: tuple[Any, ...], k: int, change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """The same items, with `change` applied to one."""
    return (*items[:k], change(items[k]), *items[k + 1 :])


def with_counts(kinds: dict[str, Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """Kinds of arguments, ints and ints in tuples as what they are, lists item by item: a program may have a form for each."""

    def one(kind: Any, value: Any) -> Any:
        if kind == INT and type(value) is int:
            return Literal(value, int)
        if isinstance(kind, TupleOf) and type(value) is tuple:
            return replace(kind, items=tuple(map(one, kind.items, value)))
        if isinstance(kind, ListOf) and type(value) is list and len(value) <= LONGEST and kind.item in (REAL, INT):
            return TableOf((kind.item,) * len(value), None)
        return kind

    return {n: one(kind, arguments[n]) for n, kind in kinds.items()}


def check_mode(mode: str) -> None:
    """Refuse a mode that there is not."""
    if mode not in ("reverse", "forward", "symbolic"):
        raise UsageError("SD503", f"there is no mode {mode!r}", hint='use "reverse", "forward" or "symbolic"')


def check_real(name: str, arguments: dict[str, Any], kinds: dict[str, Any]) -> None:
    """Refuse to differentiate by what has no derivative."""
    base, _, part = name.partition(".")
    value = arguments[base]
    if part:
        value = value[int(part)] if isinstance(value, tuple) else value[part]
    if isinstance(value, str | bool | None | bytes | set | frozenset) or (
        isinstance(value, np.ndarray) and value.dtype.kind in "bOSU"
    ):
        called = f"an array of {value.dtype}" if isinstance(value, np.ndarray) else f"a {type(value).__name__}"
        what = f"the argument `{name}` is {'None' if value is None else called} and has no derivative"
        raise UsageError("SD403", what, hint="choose a real argument with argnums")
    if isinstance(value, np.ndarray) and kind_of(value) == ANY:
        raise UsageError(
            "SD403",
            f"the argument `{name}` is a {type(value).__name__}, an array with operators or fields of its own",
            hint=f"pass np.asarray({name}), or its fields one by one",
        )
    if isinstance(argument_kind(value), Example) and not isinstance(value, numbers.Number | np.generic):
        raise UsageError(
            "SD403",
            f"the argument `{name}` is of the class {type(value).__name__}, which holds no numbers that are known",
            hint="pass a number, an array, or a list, tuple, dict or dataclass of those, or choose another argument with argnums",
        )
    if mixed(value):
        raise UsageError(
            "SD402",
            f"the argument `{name}` holds real and complex numbers in one list or dict",
            hint="make all of them complex, or pass a tuple",
        )
    if flagged(value, kind_of(value, literals=True)):
        raise UsageError(
            "SD403",
            f"the argument `{name}` holds a bool among the numbers of a list or dict, and a bool has no derivative",
            hint="pass the bool as an argument of its own, or a number in its place",
        )
    if kinds[base] == INT:
        raise UsageError("SD403", f"the argument `{name}` is an int")


def mixed(value: Any) -> bool:
    """Whether a list or dict holds real numbers beside complex ones: its items are of one kind here."""
    inside = trees.children(value)
    if inside is None:
        return False
    if isinstance(value, list | dict):
        kinds = {trees.is_complex(v) for v in trees.flatten(value, leaf=trees.is_any_number)[0]}
        return len(kinds) > 1
    return any(mixed(part) for _, part in inside[0])


def flagged(value: Any, kind: Any) -> bool:
    """Whether a bool stands where numbers with a derivative do: the items of a list or dict are of one kind."""
    inside = trees.children(value)
    if inside is None:
        return False
    parts = [part for _, part in inside[0]]
    if isinstance(kind, TupleOf | TableOf):
        return any(map(flagged, parts, kind.items))
    leaves = trees.flatten(value, leaf=lambda v: trees.is_any_number(v) or isinstance(v, bool | np.bool_))[0]
    return len({isinstance(v, bool | np.bool_) for v in leaves}) > 1


def refuse_seeds_of_variadic(fun: Any, signature: inspect.Signature) -> None:
    """Refuse to differentiate what takes seeds after ``*args``, of which no position tells which is which."""
    seeded = getattr(fun, "goal", "") in ("pushforward", "pullback") or hasattr(
        type(fun), "__s2sdiff_product__"
    )
    if seeded and any(p.kind is p.VAR_POSITIONAL for p in signature.parameters.values()):
        raise UsageError(
            "SD503",
            f"`{getattr(fun, '__name__', 'a function')}` takes *args, and then seeds, and is differentiated by them",
            hint="differentiate a function of named parameters that calls it",
        )


def part_of(arguments: dict[str, Any], name: str) -> Any:
    """A chosen argument's value."""
    base, _, part = name.partition(".")
    value = arguments[base]
    if not part:
        return value
    return value[int(part)] if isinstance(value, tuple) else value[part]


def with_seeds(signature: inspect.Signature, names: list[str]) -> inspect.Signature:
    """The signature of a generated tangent or adjoint program: the seeds follow the positional arguments."""
    P = inspect.Parameter
    given = list(signature.parameters.values())
    head = [p.replace(default=p.empty) for p in given if p.kind < P.VAR_POSITIONAL]
    seeds = [P(fresh_name(n, {*signature.parameters}), P.POSITIONAL_OR_KEYWORD) for n in names]
    return signature.replace(parameters=[*head, *seeds, *(p for p in given if p.kind >= P.VAR_POSITIONAL)])


def chosen(signature: inspect.Signature, argnums: Argnums) -> tuple[tuple[str, ...], bool]:
    """The names of the parameters that argnums choose, and whether they came as a tuple.

    A position beyond the named parameters is one of ``*args`` and is called ``args.0``.
    """
    several = not isinstance(argnums, int | str)
    wanted = list(argnums) if not isinstance(argnums, int | str) else [argnums]
    parameters = list(signature.parameters.values())
    positional = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    variadic = next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), None)
    keywords = next((p.name for p in parameters if p.kind is p.VAR_KEYWORD), None)
    names: list[str] = []
    for a in wanted:
        if isinstance(a, str):
            if a in signature.parameters:
                names.append(a)
            elif keywords is not None and a.isidentifier():
                names.append(f"{keywords}.{a}")
            else:
                raise UsageError(
                    "SD501",
                    f"there is no parameter `{a}`",
                    hint=f"the parameters are {', '.join(signature.parameters)}",
                )
        elif isinstance(a, bool) or not isinstance(a, int):
            raise UsageError("SD501", f"argnums are positions or names, not {a!r}")
        elif -len(positional) <= a < len(positional):
            names.append(positional[a])
        elif variadic is not None and a >= 0:
            names.append(f"{variadic}.{a - len(positional)}")
        else:
            raise UsageError(
                "SD501",
                f"there is no argument number {a}",
                hint=f"the parameters are {', '.join(signature.parameters)}",
            )
    if not names:
        raise UsageError("SD501", "argnums choose no argument")
    if len(set(names)) != len(names):
        raise UsageError("SD501", f"argnums choose an argument twice: {argnums!r}")
    return tuple(names), several
