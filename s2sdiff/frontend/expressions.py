"""How each kind of expression is lowered."""

from __future__ import annotations

import ast
import functools
from typing import Any

import numpy as np

from s2sdiff.errors import S2SDiffError
from s2sdiff.frontend import arrays, containers, counts, objects, shelves, specials
from s2sdiff.frontend.decisions import truth_of
from s2sdiff.frontend.held import held, in_order, released
from s2sdiff.frontend.lowerer import Lowerer, atom_of, expression
from s2sdiff.frontend.scope import Found, Where, is_library, library_method
from s2sdiff.frontend.values import (
    Instance,
    Iter,
    Known,
    Lib,
    Method,
    ModuleRef,
    Poison,
    Ref,
    Seq,
    Shelf,
    Super,
    UserFn,
    is_plain,
    kind_of_atom,
)
from s2sdiff.graph import Atom, Const, External, Op, Var
from s2sdiff.kinds import (
    ANY,
    BOOL,
    COMPLEX,
    INT,
    REAL,
    STR,
    Array,
    ListOf,
    TupleOf,
    arithmetic,
    is_number,
    kind_of,
    plain,
    strip,
)

BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor", ast.LShift: "lshift",
    ast.RShift: "rshift", ast.MatMult: "matmul",
}  # fmt: skip
UNARY = {ast.USub: "neg", ast.UAdd: "pos", ast.Not: "not", ast.Invert: "invert"}


@expression(ast.Constant)
def constant(ctx: Lowerer, node: ast.Constant) -> Any:
    if node.value is Ellipsis or isinstance(node.value, bytes):
        raise ctx.refuse("SD201", f"the literal {node.value!r} is not in the language")
    return Const(node.value)


@expression(ast.Name)
def name(ctx: Lowerer, node: ast.Name) -> Any:
    return ctx.lookup(node.id)


@expression(ast.BinOp)
def binop(ctx: Lowerer, node: ast.BinOp) -> Any:
    op = BINARY[type(node.op)]
    left, right = in_order(ctx, (node.left, node.right))
    return binary(ctx, op, left, right)


def binary(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """``left op right``."""
    if is_plain(left) and is_plain(right):
        return of_numbers(ctx, op, left, right)
    if isinstance(left, Instance) or isinstance(right, Instance) or with_method(op, left, right):
        return specials.operate(ctx, op, left, right)
    if arrays.is_array(left, ctx) or arrays.is_array(right, ctx):
        return arrays.binary(ctx, op, left, right)
    if isinstance(left, Shelf) or isinstance(right, Shelf):
        whole = binary(ctx, op, shelves.as_seq(ctx, left), shelves.as_seq(ctx, right))
        return shelves.of_list(ctx, containers.known_items(ctx, whole))
    if op == "or_" and all(isinstance(v, Lib) and isinstance(v.external.value, type) for v in (left, right)):
        return Seq((left, right))  # a union of classes, as isinstance takes it
    if isinstance(left, Seq) and isinstance(right, Seq) and op == "add":
        return Seq((*left.items, *right.items), form=left.form, origin=left.origin)
    if op == "mul" and isinstance(left, Seq) and isinstance(right, Const) and isinstance(right.value, int):
        return Seq(left.items * right.value, form=left.form, origin=left.origin)
    if op == "mod" and isinstance(left, Var | Const) and plain(strip(kind_of_atom(left))) == STR:
        return ctx.let(Op("binary", op), (left, atom_of(ctx, right)), STR)
    if any(
        isinstance(v, Ref | Seq) or isinstance(plain(kind_of_atom(v)), ListOf)
        for v in (left, right)
        if isinstance(v, Ref | Seq | Var)
    ):
        return containers.list_arithmetic(ctx, op, left, right)
    a, b = atom_of(ctx, left), atom_of(ctx, right)
    ka, kb = plain(strip(kind_of_atom(a))), plain(strip(kind_of_atom(b)))
    if isinstance(ka, TupleOf | ListOf) or isinstance(kb, TupleOf | ListOf):
        return containers.list_arithmetic(ctx, op, left, right)
    if STR in (ka, kb):
        if op == "add" and isinstance(a, Const) and isinstance(b, Const):
            return Const(a.value + b.value)
        return ctx.let(Op("binary", op), (a, b), STR)
    if not (is_number(ka) and is_number(kb)):
        raise ctx.refuse("SD401", f"what `{op}` does with these values is not known")
    return of_numbers(ctx, op, a, b)


def with_method(op: str, left: Any, right: Any) -> bool:
    """Whether a record among two operands has a method of its own for the operator."""
    name = op.rstrip("_")
    return specials.defines(left, f"__{name}__") or specials.defines(right, f"__r{name}__")


def of_numbers(ctx: Lowerer, op: str, a: Atom, b: Atom) -> Any:
    """``a op b`` of two numbers."""
    ka, kb = plain(strip(kind_of_atom(a))), plain(strip(kind_of_atom(b)))
    if isinstance(a, Const) and isinstance(b, Const) and (ctx.ours or shelves.positions(ctx, a, b)):
        folded = fold(op, a.value, b.value)
        if folded is not None:
            return folded
    kind = arithmetic(op, ka, kb)
    power = op == "pow" and kind == INT and not (isinstance(b, Const) and b.value >= 0)
    found = ctx.let(Op("binary", op), (a, b), REAL if power else kind)
    if power or (kind == REAL and counts.stays_whole(ctx, op, a, b)):
        ctx.whole.add(found)
    if kind == INT and op in ("add", "sub") and isinstance(a, Var) and isinstance(b, Const):
        ctx.dims[found] = arrays.shifted_dim(
            ctx.dims.get(a, f"v{a.id}"), b.value if op == "add" else -b.value
        )
    return found


def fold(op: str, a: Any, b: Any) -> Const | None:
    """The value of an operation on two literals, in rules."""
    if op == "add":
        return Const(a + b)
    if op == "sub":
        return Const(a - b)
    if op == "mul":
        return Const(a * b)
    if op in ("mod", "floordiv") and isinstance(a, int) and isinstance(b, int) and b > 0:
        return Const(a % b if op == "mod" else a // b)
    return None


@expression(ast.UnaryOp)
def unary(ctx: Lowerer, node: ast.UnaryOp) -> Any:
    op = UNARY[type(node.op)]
    value = ctx.expr(node.operand)
    if op == "not":
        truth = truth_of(ctx, value)
        if isinstance(truth, Const):
            return Const(not truth.value)
        negation = ctx.let(Op("unary", "not"), (truth,), BOOL)
        ctx.negations[negation] = truth
        return negation
    if specials.defines(value, f"__{op}__"):
        return specials.special(ctx, value, f"__{op}__")
    a = atom_of(ctx, value)
    if op == "neg" and isinstance(a, Const) and isinstance(a.value, int | float | complex):
        return Const(-a.value)
    kind = plain(strip(kind_of_atom(a)))
    if not is_number(kind) and not isinstance(kind, Array):
        raise ctx.refuse("SD401", f"what `{op}` does with this value is not known")
    found = ctx.let(Op("unary", op), (a,), INT if kind == BOOL else kind)
    known = op == "neg" and ctx.ours and isinstance(value, Known) and isinstance(value.value, float)
    return Known(found, -value.value) if known else found


@expression(ast.NamedExpr)
def walrus(ctx: Lowerer, node: ast.NamedExpr) -> Any:
    value = ctx.expr(node.value)
    ctx.assign_name(node.target.id, value)
    return value


@expression(ast.Tuple)
def tuple_(ctx: Lowerer, node: ast.Tuple) -> Any:
    if any(isinstance(n, ast.Starred) for n in node.elts) and not any(map(is_ellipsis, node.elts)):
        items = displayed(ctx, node.elts)
        return Seq(tuple(arrays.settled(ctx, v) for v in items)) if isinstance(items, list) else items
    return Seq(tuple(arrays.settled(ctx, v) for v in starred(ctx, node.elts, True)))


def starred(ctx: Lowerer, nodes: list[ast.expr], subscript: bool = False) -> list[Any]:
    """The values of expressions, those with a star unpacked; an Ellipsis among them if they may be a subscript."""
    values: list[Any] = []
    for n in nodes:
        if isinstance(n, ast.Starred):
            found = containers.known_items(ctx, ctx.expr(n.value))
        else:
            found = [Ellipsis if subscript and is_ellipsis(n) else ctx.expr(n)]
        values += [held(ctx, v) for v in found]
    return released(ctx, values)


@expression(ast.List)
def list_(ctx: Lowerer, node: ast.List) -> Any:
    passed, ctx.passing = ctx.passing, False
    items = displayed(ctx, node.elts)
    ctx.passing = passed
    if shelves.wanted(ctx, node):
        return shelves.of_list(ctx, containers.known_items(ctx, items) if not isinstance(items, list) else items)
    return shelves.born(ctx, node, containers.build_list(ctx, items, passed) if isinstance(items, list) else items)


def is_ellipsis(node: ast.expr) -> bool:
    """Whether an expression is ``...``."""
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def displayed(ctx: Lowerer, nodes: list[ast.expr]) -> Any:
    """The items of a display, or a list of them where those of a value with a star cannot be told one by one."""
    if not any(isinstance(n, ast.Starred) for n in nodes):
        return in_order(ctx, nodes)
    values = with_stars(ctx, nodes)
    if all(not star or countable(ctx, v) for star, v in values):
        return [i for star, v in values for i in (containers.known_items(ctx, v) if star else [v])]
    return pooled(ctx, values)


def with_stars(ctx: Lowerer, nodes: list[ast.expr]) -> list[tuple[bool, Any]]:
    """The values of expressions, and whether they have a star."""
    stars = [isinstance(n, ast.Starred) for n in nodes]
    return list(zip(stars, in_order(ctx, (n.value if isinstance(n, ast.Starred) else n for n in nodes)), strict=True))


def countable(ctx: Lowerer, value: Any) -> bool:
    """Whether the items of a value can be told one by one when the program is compiled."""
    if isinstance(value, Iter | Instance):
        return False
    return isinstance(value, Const) or containers.static_length(ctx, value) is not None


def pooled(ctx: Lowerer, values: list[tuple[bool, Any]]) -> Any:
    """A new list of values, those with a star item by item."""
    from s2sdiff.frontend.loops import each_item

    pool = containers.empty_list(ctx)
    for star, value in values:
        if star:
            each_item(ctx, value, lambda item: containers.append(ctx, pool, item))
        else:
            containers.append(ctx, pool, value)
    return pool


@expression(ast.Set)
def set_(ctx: Lowerer, node: ast.Set) -> Any:
    items = [ctx.expr(n) for n in node.elts]
    if not all(isinstance(i, Const) for i in items):
        raise ctx.refuse(
            "SD201", "a set of values that are not literals is not in the language", "use a tuple"
        )
    return Seq(tuple(items))


@expression(ast.Dict)
def dict_(ctx: Lowerer, node: ast.Dict) -> Any:
    keys: list[Any] = []
    values: list[Any] = []
    for k, v in zip(node.keys, node.values, strict=True):
        if k is None:
            more = containers.known_table(ctx, ctx.expr(v))
            keys += more
            values += more.values()
            continue
        key = ctx.expr(k)
        keys.append(key.value if isinstance(key, Const) else key)
        values.append(ctx.expr(v))
    if shelves.wanted(ctx, node):
        return shelves.of_dict(ctx, dict(zip(keys, values, strict=True)))
    return shelves.born(ctx, node, containers.build_dict(ctx, keys, values))


@expression(ast.Lambda)
def lambda_(ctx: Lowerer, node: ast.Lambda) -> Any:
    return nested_function(ctx, node, "<lambda>")


def nested_function(ctx: Lowerer, node: ast.FunctionDef | ast.Lambda, name: str) -> UserFn:
    """A function defined inside the one being lowered; its defaults are evaluated here."""
    frame = ctx.frame
    defaults = tuple(ctx.expr(d) for d in node.args.defaults)
    kw = {
        p.arg: ctx.expr(d)
        for p, d in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if d is not None
    }
    return UserFn(name, node, frame.fn.scope, frame.fn.filename, defaults, kw, (*frame.outer, frame.id))


@expression(ast.Attribute)
def attribute(ctx: Lowerer, node: ast.Attribute) -> Any:
    if node.attr in OUTWARD and is_plain_name(node.value):
        return ctx.asked(lambda: get_attribute(ctx, ctx.expr(node.value), node.attr))
    return get_attribute(ctx, ctx.expr(node.value), node.attr)


#: Attributes and functions that tell of an array what no change in place can change, its elements unread.
OUTWARD = {"shape", "ndim", "size", "dtype"}
ASKING = {len, np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.empty_like}


def is_plain_name(node: ast.expr) -> bool:
    """Whether an expression is a name, or an attribute of one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def get_attribute(ctx: Lowerer, owner: Any, attr: str) -> Any:
    """``owner.attr``."""
    if isinstance(owner, ModuleRef):
        return module_attribute(ctx, owner, attr)
    if arrays.is_array(owner, ctx):
        found = arrays.attribute(ctx, owner, attr)
        return Method(owner, attr) if found is NotImplemented else found
    if isinstance(owner, Seq) and attr in owner.fields:
        return owner.items[owner.fields.index(attr)]
    if isinstance(owner, Seq) and owner.cls is not None and owner.cls.value is not None:
        found = record_attribute(ctx, owner, owner.cls.value, attr)
        if found is not None:
            return found
    if isinstance(owner, Var) and isinstance(owner.kind, TupleOf) and attr in owner.kind.fields:
        return containers.get_item(ctx, owner, Const(owner.kind.fields.index(attr)))
    if isinstance(owner, Instance):
        return objects.get(ctx, owner, attr)
    if isinstance(owner, Super):
        return objects.inherited(ctx, owner.owner, owner.home, attr)
    if isinstance(owner, Known):
        return known_attribute(ctx, owner, attr)
    if isinstance(owner, Lib) and owner.external.value is not None:
        value = getattr(owner.external.value, attr, None)
        external = External(owner.external.module, f"{owner.external.name}.{attr}", value)
        static = ctx.static_value(value, external)
        if static is not None:
            return static
        if value is not None:
            if isinstance(owner.external.value, type) and not is_library(owner.external.module):
                exact = type(value) in (str, bool)
                ctx.guard(Where("attr", owner.external.value, attr), value, "equal" if exact else "type")
                if exact:
                    return Const(value)
            return Known(ctx.let(Op("global", attr, external), (), kind_of(value)), value)
    if isinstance(owner, Var) and is_number(owner.kind) and attr in ("real", "imag"):
        if plain(strip(owner.kind)) == COMPLEX:
            return arrays.library(ctx, attr, [owner], {})
        if plain(strip(owner.kind)) == ANY:
            return ctx.let(Op("attr", attr), (owner,), REAL, attr)
        return owner if attr == "real" else Const(0.0)
    return Method(owner, attr)


def record_attribute(ctx: Lowerer, owner: Seq, cls: type, attr: str) -> Any:
    """A method or property of a record, which is followed, or a constant of its class; None where there is none."""
    import inspect
    from types import FunctionType

    value = inspect.getattr_static(cls, attr, None)
    if isinstance(value, staticmethod):
        return ctx.static_value(value.__func__, External("", attr, value.__func__))
    getter = value.fget if isinstance(value, property) else getattr(value, "func", None)  # of a cached_property
    if isinstance(value, property | functools.cached_property) and isinstance(getter, FunctionType):
        return objects.run(ctx, getter, [owner])
    if isinstance(value, FunctionType) and not is_library(value.__module__):
        fn = ctx.user_function(value, External("", attr, value))
        return UserFn(fn.name, fn.node, fn.scope, fn.filename, fn.defaults, fn.kw_defaults, (), None, owner)
    if value is None or callable(value) or isinstance(value, classmethod | property) or hasattr(tuple, attr):
        return None
    assert owner.cls is not None
    return get_attribute(ctx, Lib(owner.cls), attr)


def module_attribute(ctx: Lowerer, owner: ModuleRef, attr: str) -> Any:
    """A name of a module."""
    if owner.scope is not None:
        found = owner.scope.find(attr)
        if found is None:
            raise ctx.refuse("SD301", f"`{owner.name}.{attr}` is not known")
        return ctx.external(found)
    if not hasattr(owner.value, attr):
        raise ctx.refuse("SD301", f"`{owner.name}` has no `{attr}`")
    module = owner.value
    value = getattr(module, attr)
    fixed = is_library(owner.name)
    external = External(owner.name, attr, value, data=not fixed)
    found = Found(value, external, None if fixed else Where("attr", module, attr))
    if fixed and ctx.static_value(value, external) is None:
        return Known(ctx.let(Op("global", attr, external), (), kind_of(value)), value)
    return ctx.external(found)


def known_attribute(ctx: Lowerer, owner: Known, attr: str) -> Any:
    """An attribute of an object of the world outside: data is read at run time, methods are followed."""
    try:
        value = getattr(owner.value, attr)
    except AttributeError:
        raise ctx.refuse("SD201", f"the object has no attribute `{attr}`") from None
    if isinstance(owner.value, str | list | dict | tuple | int | float) and not hasattr(
        type(owner.value), "_fields"
    ):
        return Method(owner, attr)
    func = getattr(value, "__func__", None)
    library = library_method(value) if func is not None else None
    if library is not None:
        return Lib(library)
    if (
        func is not None
        and getattr(value, "__self__", None) is owner.value
        and is_library(getattr(func, "__module__", None))
    ):
        return Method(owner, attr)
    if func is not None and getattr(value, "__self__", None) is owner.value:
        fn = ctx.user_function(func, External("", attr, value))
        return UserFn(fn.name, fn.node, fn.scope, fn.filename, fn.defaults, fn.kw_defaults, (), None, owner)
    if isinstance(getattr(type(owner.value), attr, None), property):
        try:
            return property_of(ctx, owner, getattr(type(owner.value), attr).fget)
        except S2SDiffError:  # what an object of the world outside computes for itself is constant
            pass
    if callable(value) and not isinstance(value, type):
        static = ctx.static_value(value, External("", attr, value))
        if static is not None:
            return static
    if type(value) in (str, bool, type(None)):
        ctx.guard(Where("attr", owner.value, attr), value, "equal")
        return Const(value)
    ctx.guard(Where("attr", owner.value, attr), value, "type")
    return Known(ctx.let(Op("attr", attr), (owner.atom,), kind_of(value), attr), value)


def property_of(ctx: Lowerer, owner: Known, getter: Any) -> Any:
    """What a property gives, its function followed; where that is refused, nothing is left of the attempt."""
    from s2sdiff.frontend.calls import call

    out, env, node = len(ctx.out), ctx.env.copy(), ctx.node
    try:
        return call(ctx, ctx.user_function(getter, External("", getter.__name__, getter)), [owner], {})
    except S2SDiffError:
        del ctx.out[out:]
        ctx.env, ctx.node = env, node
        raise


@expression(ast.Subscript)
def subscript(ctx: Lowerer, node: ast.Subscript) -> Any:
    owner = ctx.expr(node.value)
    return containers.get_item(ctx, owner, index_of(ctx, node.slice))


def index_of(ctx: Lowerer, node: ast.expr) -> Any:
    """A subscript's index: a value, a Python slice of values, or a tuple of those."""
    if isinstance(node, ast.Constant) and node.value is Ellipsis:
        return Ellipsis
    if isinstance(node, ast.Tuple) and not any(isinstance(e, ast.Starred) for e in node.elts):
        parts = tuple(index_of(ctx, e) for e in node.elts)
        return parts if any(isinstance(p, slice) or p is Ellipsis for p in parts) else Seq(parts)
    if isinstance(node, ast.Slice):
        bounds = [ctx.expr(p) if p is not None else Const(None) for p in (node.lower, node.upper, node.step)]
        return slice(*[atom_of(ctx, p) for p in bounds])
    return ctx.expr(node)


@expression(ast.ListComp)
def listcomp(ctx: Lowerer, node: ast.ListComp) -> Any:
    from s2sdiff.frontend.loops import comprehension

    return comprehension(ctx, node)


@expression(ast.GeneratorExp)
def generator(ctx: Lowerer, node: ast.GeneratorExp) -> Any:
    return Iter("generator", (node, ctx.frame, ctx.expr(node.generators[0].iter)))


@expression(ast.DictComp)
def dictcomp(ctx: Lowerer, node: ast.DictComp) -> Any:
    from s2sdiff.frontend.loops import dict_comprehension

    return dict_comprehension(ctx, node)


def starred_call(ctx: Lowerer, fn: Any, node: ast.Call) -> Any:
    """``max(*values, x)`` and ``zip(*rows)``, of lists whose lengths need not be known; None for any other call."""
    if (
        not isinstance(fn, Lib)
        or fn.external.value not in (max, min, zip)
        or not any(isinstance(a, ast.Starred) for a in node.args)
    ):
        return None
    values = with_stars(ctx, node.args)
    if all(not star or containers.static_length(ctx, v) is not None for star, v in values):
        return call_of(ctx, fn, node, [i for star, v in values for i in (containers.known_items(ctx, v) if star else [v])])
    if fn.external.value is zip:
        if len(values) == 1 and not node.keywords:
            return Iter("transposed", (values[0][1],))
        raise ctx.refuse(
            "SD201", "this form of `zip` is not in the language", "name its arguments one by one"
        )
    from s2sdiff.frontend.calls import call

    return call(ctx, fn, [pooled(ctx, values)], {k.arg: ctx.expr(k.value) for k in node.keywords if k.arg is not None})


def is_array_library(module: str) -> bool:
    """Whether functions of a module take lists for arrays and keep none of them."""
    return module.partition(".")[0] in ("numpy", "scipy")


@expression(ast.Call)
def call_expression(ctx: Lowerer, node: ast.Call) -> Any:
    fn = ctx.expr(node.func)
    special = starred_call(ctx, fn, node)
    if special is not None:
        return special
    if isinstance(fn, Lib) and all(map(is_plain_name, node.args)) and asks(fn.external.value):
        return ctx.asked(lambda: call_of(ctx, fn, node))
    return call_of(ctx, fn, node)


def asks(fn: Any) -> bool:
    """Whether a function reads no elements of its arguments."""
    return any(fn is f for f in ASKING)


def call_of(ctx: Lowerer, fn: Any, node: ast.Call, given: list[Any] | None = None) -> Any:
    """A call of a value, its arguments evaluated; the positional ones may be `given`."""
    from s2sdiff.frontend.calls import call

    passing, ctx.passing = ctx.passing, isinstance(fn, Lib) and is_array_library(fn.external.module)
    args = [held(ctx, a) for a in (starred(ctx, node.args) if given is None else given)]
    keywords: dict[str, Any] = {}
    for k, value in zip(node.keywords, in_order(ctx, (k.value for k in node.keywords)), strict=True):
        if k.arg is not None:
            keywords[k.arg] = value
        else:
            keywords.update(containers.known_table(ctx, value))
    args = released(ctx, args)
    ctx.node, ctx.passing = node, passing
    if isinstance(fn, Poison):
        raise ctx.refuse(fn.code, fn.message, fn.hint)
    return call(ctx, fn, args, keywords)
