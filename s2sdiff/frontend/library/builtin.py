"""Builtins that the front end takes apart: ranges, iterators, conversions, questions of shape."""

from __future__ import annotations

import ast
import functools
import itertools
import logging
import math
import sys
import typing
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend import steps
from s2sdiff.frontend.arrays import arrays, views
from s2sdiff.frontend.calls.structural import STRUCTURAL, structural
from s2sdiff.frontend.data import containers, dicts, objects, shelves
from s2sdiff.frontend.expressions.expressions import binary
from s2sdiff.frontend.library.collected import Members
from s2sdiff.frontend.loops.loops import each_item, iteration, told
from s2sdiff.frontend.loops.told import UNROLLED
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.counts import counting
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.text.spent import spent_once
from s2sdiff.frontend.values import UNBOUND, Iter, Partial, Ref, Seq, Shelf, Table
from s2sdiff.graph import Const, Effect, External, Op
from s2sdiff.kinds import (
    ANY,
    COMPLEX,
    INT,
    REAL,
    Array,
    ListOf,
    is_number,
    strip,
)
from s2sdiff.operations import builtin_call, numpy_call


@structural(range)
def range_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    bounds = tuple(counting(ctx, atom_of(ctx, a)) for a in args)
    if any(a.kind == REAL for a in bounds):
        raise ctx.refuse(
            "SD401",
            "`range` of a real; an int in what is differentiated counts as one",
            "pass the count by itself, or convert it with int()",
        )
    return Iter("range", bounds)


@structural(enumerate)
def enumerate_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("enumerate", (args[0], args[1] if len(args) > 1 else keywords.get("start", Const(0))))


@structural(zip)
def zip_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("zip", tuple(args)) if args else Seq(())


@structural(reversed)
def reversed_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("reversed", tuple(args))


@structural(map)
def map_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("map", tuple(args))


@structural(filter)
def filter_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("filter", tuple(args))


@structural(locals)
def locals_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    own = {name: value for (frame, name), value in ctx.env.names.items() if frame == ctx.frame.id and name.isidentifier()}
    return Table({name: value for name, value in own.items() if value is not UNBOUND})


def _forbidden(fn: Any) -> None:
    """Refuse the calls of a builtin."""

    @structural(fn)
    def called(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        what = f"`{fn.__name__}` reads or changes more than its arguments, and is not in the language"
        raise ctx.refuse("SD201", what, "do this outside the function")


for _fn in (vars, globals, eval, exec, compile, open, input, delattr, __import__, dir):
    _forbidden(_fn)


@structural(setattr)
def setattr_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if len(args) != 3 or not isinstance(args[1], Const) or not isinstance(args[1].value, str):
        what = "an attribute is written whose name is not a literal"
        raise shelves.unrolling(ctx, ctx.refuse("SD208", what, "write `object.name = value`"))
    objects.put(ctx, args[0], args[1].value, args[2])
    return Const(None)


@structural(iter)
def iter_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if len(args) != 1:
        raise ctx.refuse("SD209", "an iterator is made by calling a function", "write the loop out")
    return args[0] if spent_once(args[0]) else Iter("iterator", (args[0],))


@structural(len)
def len_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if isinstance(args[0], Iter) and args[0].how != "range":
        return containers.length(ctx, containers.copy_list(ctx, args[0]))
    return containers.length(ctx, args[0])


@structural(list)
def list_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if shelves.wanted(ctx, ctx.node):
        return shelves.of_list(ctx, containers.known_items(ctx, args[0]) if args else [])
    if not args:
        return shelves.born(ctx, ctx.node, containers.empty_list(ctx))
    if isinstance(args[0], Shelf):
        return shelves.of_list(ctx, containers.known_items(ctx, args[0]))
    if isinstance(args[0], Seq) and not all(containers.data_like(v) for v in args[0].items):
        return args[0]
    known = isinstance(args[0], Seq)
    made = containers.several_times(ctx, list(args[0].items), 1) if known else containers.copy_list(ctx, args[0])
    return shelves.born(ctx, ctx.node, made)


def is_added_to(function: ast.AST, made: ast.AST) -> bool:
    """Whether a set gets a name, by which members are added to it or taken out."""
    bound = [n.targets for n in ast.walk(function) if isinstance(n, ast.Assign) and n.value is made]
    names = {ast.unparse(t) for targets in bound for t in targets}
    called = (n.func for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute))
    return any(f.attr in ("add", "discard", "update") and ast.unparse(f.value) in names for f in called)


@structural(set)
def set_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if not args or is_added_to(ctx.frame.fn.node, ctx.node):
        return objects.create(ctx, Members, args, keywords)
    if not isinstance(args[0], Iter) or args[0].how != "keys":
        return NotImplemented
    keys = iteration(ctx, args[0])
    return ctx.let(builtin_call(set), (keys[0],), ANY)


@structural(tuple)
def tuple_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if not args:
        return Seq(())
    if isinstance(args[0], Shelf):
        return Seq(tuple(containers.known_items(ctx, args[0])))
    if isinstance(args[0], Seq):
        return Seq(args[0].items)
    if isinstance(args[0], Iter):
        counted = literal_range(args[0])
        if counted is not None:
            return Seq(tuple(map(Const, counted)))
        known = told(ctx, iteration(ctx, args[0]))
        if known is not None:
            return Seq(tuple(arrays.settled(ctx, v) for v in known))
    count = rows_known(ctx, args[0])
    if count is not None and count <= UNROLLED:
        return Seq(tuple(containers.known_items(ctx, args[0], count)))
    made = containers.copy_list(ctx, args[0])
    made.obj.tupled = True
    return made


def rows_known(ctx: Lowerer, value: Any) -> int | None:
    """How many rows an array has, or numbers a list; None where that is not known, and for other things."""
    if arrays.is_array(value, ctx):
        whole = strip(atom_of(ctx, value).kind)
        lengths = whole.lengths or () if isinstance(whole, Array) else ()
        first = lengths[0] if len(lengths) > 1 else None
        return first if isinstance(first, int) else None
    kind = strip(ctx.env.versions[value.obj].kind) if isinstance(value, Ref) and not value.path else None
    numbers = isinstance(kind, ListOf) and kind.item is not None and is_number(strip(kind.item))
    return containers.static_length(ctx, value) if numbers else None


def literal_range(value: Iter) -> range | None:
    """The numbers that a range of literals counts; None where it is long, or its ends are not known."""
    if value.how != "range" or not all(isinstance(a, Const) and type(a.value) is int for a in value.args):
        return None
    counted = range(*[a.value for a in value.args])
    return counted if len(counted) <= 16 else None


@structural(dict)
def dict_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    args = [shelves.contents(ctx, a) for a in args]
    if shelves.wanted(ctx, ctx.node) or (args and isinstance(args[0], Shelf)):
        return shelves.of_dict(ctx, (containers.known_table(ctx, args[0]) if args else {}) | keywords)
    if args and isinstance(args[0], Table):
        return Table(args[0].items | keywords)
    pairs = known_pairs(ctx, args[0]) if args else {}
    if pairs is None:
        return dicts.copy_dict(ctx, args[0] if not keywords else None)
    made = pairs | keywords
    return dicts.build_dict(ctx, list(made), list(made.values()))


def known_pairs(ctx: Lowerer, value: Any) -> dict[Any, Any] | None:
    """The items of a dict that is made of pairs whose keys are literals; None of anything else."""
    items = told(ctx, iteration(ctx, value)) if isinstance(value, Iter | Seq) else None
    pairs = [pair.items if isinstance(pair, Seq) else () for pair in items or ()]
    if items is None or not all(len(pair) == 2 and isinstance(pair[0], Const) for pair in pairs):
        return None
    return {key.value: item for key, item in pairs}


@structural(pow)
def pow_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if len(args) != 2:
        return NotImplemented
    return binary(ctx, "pow", args[0], args[1])


@structural(math.pow)
def math_pow(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return NotImplemented


@structural(divmod)
def divmod_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Seq((binary(ctx, "floordiv", *args), binary(ctx, "mod", *args)))


@structural(float)
def float_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if args and isinstance(args[0], Const) and isinstance(args[0].value, str):
        try:
            return Const(float(args[0].value))
        except ValueError as error:
            raise ctx.ends(ValueError, error.args) from None
    if args and isinstance(args[0], Const) and isinstance(args[0].value, int | float):
        return Const(float(args[0].value))
    if args and atom_of(ctx, args[0]).kind == REAL:
        ctx.converted.add(atom_of(ctx, args[0]))
        return args[0]
    return NotImplemented


@structural(functools.partial)
def partial_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Partial(args[0], tuple(args[1:]), keywords)


@structural(print)
def print_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    atoms = tuple(atom_of(ctx, a) for a in [*args, *keywords.values()])
    op = Op("call", "print", External("builtins", "print", print), tuple(keywords))
    ctx.out.append(Effect("call", op, atoms, ctx.place()))
    return Const(None)


def noted(module: str, name: str) -> Callable[[Lowerer, list[Any], dict[str, Any]], Any]:
    """A function that tells somebody something: kept as it is, and nothing to the result."""
    external = External(module, name, getattr(sys.modules[module], name))

    def handler(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        atoms = tuple(atom_of(ctx, a) for a in [*args, *keywords.values()])
        ctx.out.append(Effect("call", Op("call", name, external, tuple(keywords)), atoms, ctx.place()))
        return Const(None)

    return handler


STRUCTURAL[warnings.warn] = noted("warnings", "warn")
for _name in ("debug", "info", "warning", "error", "critical", "log", "exception"):
    STRUCTURAL[getattr(logging, _name)] = noted("logging", _name)


@structural(math.dist)
def dist(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    p, q = (containers.known_items(ctx, a) for a in args)
    if len(p) != len(q):
        return NotImplemented
    differences = tuple(atom_of(ctx, binary(ctx, "sub", a, b)) for a, b in zip(p, q, strict=True))
    return ctx.let(Op("call", "hypot", External("math", "hypot", math.hypot)), differences, REAL)


@structural(math.modf)
def modf(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    x = atom_of(ctx, args[0])
    fraction = ctx.let(Op("call", "fmod", External("math", "fmod", math.fmod)), (x, Const(1.0)), REAL)
    return Seq(
        (fraction, ctx.let(Op("part", "modf", External("math", "modf", math.modf)), (x, Const(1)), REAL))
    )


@structural(math.frexp)
def frexp(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    x = atom_of(ctx, args[0])
    exponent = ctx.let(
        Op("part", "frexp", External("math", "frexp", math.frexp)), (x, Const(1)), INT, "exponent"
    )
    minus = ctx.let(Op("unary", "neg"), (exponent,), INT)
    return Seq(
        (ctx.let(Op("call", "ldexp", External("math", "ldexp", math.ldexp)), (x, minus), REAL), exponent)
    )


@structural(abs)
def abs_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if isinstance(args[0], Const):
        return Const(abs(args[0].value))
    if arrays.is_array(args[0], ctx):
        return arrays.library(ctx, "absolute", args, {})
    return NotImplemented


@structural(complex)
def complex_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if keywords or len(args) != 2 or all(isinstance(a, Const) for a in args):
        return NotImplemented
    return binary(ctx, "add", args[0], binary(ctx, "mul", Const(1j), args[1]))


@structural(np.shape)
def shape_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if arrays.is_array(args[0], ctx):
        kind = strip(atom_of(ctx, args[0]).kind)
        if isinstance(kind, Array) and kind.rank is None:  # it may be a number when it runs
            call = numpy_call("shape")
            return arrays.as_whole(ctx, kind, ctx.let(call, (atom_of(ctx, args[0]),), ANY))
        return arrays.attribute(ctx, args[0], "shape")
    return (
        Seq(())
        if isinstance(args[0], Const) or is_number(atom_of(ctx, args[0]).kind)
        else NotImplemented
    )


@structural(np.ndim)
def ndim_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if arrays.is_array(args[0], ctx):
        return arrays.attribute(ctx, args[0], "ndim")
    return (
        Const(0)
        if isinstance(args[0], Const) or is_number(atom_of(ctx, args[0]).kind)
        else NotImplemented
    )


@structural(np.iscomplexobj)
def iscomplexobj_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    kind = strip(atom_of(ctx, args[0]).kind)
    return Const(kind == COMPLEX or (isinstance(kind, Array) and kind.dtype.startswith("complex")))


@structural(slice)
def slice_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    bounds = [atom_of(ctx, a) for a in args]
    if len(bounds) == 1:
        bounds = [Const(None), *bounds]
    return slice(*bounds, *[Const(None)] * (3 - len(bounds)))


@structural(typing.cast)
def cast_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return args[1] if len(args) == 2 else NotImplemented


@structural(np.add.at)
def add_at_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    ref = arrays.writable(ctx, args[0])
    step = steps.step_of(arrays.components(ctx, args[1]))
    arrays.change(ctx, views.further(ctx, ref, step, True), "add_at", args[2])
    return Const(None)


@structural(itertools.chain)
def chain_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    result = containers.empty_list(ctx)
    for a in args:
        each_item(ctx, a, lambda item: containers.append(ctx, result, item))
    return result
