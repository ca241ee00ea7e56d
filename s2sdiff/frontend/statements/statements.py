"""How each kind of statement is lowered."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.data import containers, mappings, methods, objects, specials, subscripts
from s2sdiff.frontend.expressions.attributes import get_attribute
from s2sdiff.frontend.expressions.decisions import condition
from s2sdiff.frontend.expressions.expressions import BINARY, binary, index_of, nested_function
from s2sdiff.frontend.inner.inner import decorated
from s2sdiff.frontend.library.rearrange import delete_item, refill, rows_swapped
from s2sdiff.frontend.loops.iterators import columns_apart
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.held import beside, held, released
from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.state.outside import free_value
from s2sdiff.frontend.state.parted import may_be_number
from s2sdiff.frontend.state.paths import FLAGS
from s2sdiff.frontend.state.perhaps import sure
from s2sdiff.frontend.text.scope import Found, library
from s2sdiff.frontend.values import UNBOUND, Held, Method, ModuleRef, Perhaps, Poison, Ref, Seq
from s2sdiff.graph import Atom, Const, External, Op, Var
from s2sdiff.kinds import ANY, BOOL, NONE, Array, ListOf, Maybe, strip


@statement(ast.Pass)
def pass_(ctx: Lowerer, node: ast.Pass) -> None:
    return None


@statement(ast.Expr)
def expression_statement(ctx: Lowerer, node: ast.Expr) -> None:
    if not isinstance(node.value, ast.Constant):
        ctx.discarded = node.value
        ctx.expr(node.value)


@statement(ast.Assign)
def assign_statement(ctx: Lowerer, node: ast.Assign) -> None:
    if rows_swapped(ctx, node):
        return
    value = ctx.expr(node.value)
    place = node.targets[0]
    if len(node.targets) == 1 and isinstance(place, ast.Subscript):
        value, (owner, index) = beside(ctx, value, place, lambda _: place_of(ctx, place))
        ctx.forget(node)  # what is stored is read by now
        subscripts.set_item(ctx, owner, index, value)
        return
    if len(node.targets) > 1:
        value = arrays.settled(ctx, value, "item")  # one array, in several places
    assign_all(ctx, node.targets, [value] * len(node.targets))


def place_of(ctx: Lowerer, target: ast.Subscript) -> tuple[Any, Any]:
    """What is subscripted, and the index."""
    owner, index = beside(ctx, ctx.expr(target.value), target.slice, lambda n: index_of(ctx, n))
    return sure(ctx, owner, "subscripted"), index


@statement(ast.AnnAssign)
def annotated(ctx: Lowerer, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(ctx, node.target, ctx.expr(node.value))


@statement(ast.AugAssign)
def augmented(ctx: Lowerer, node: ast.AugAssign) -> None:
    op = BINARY[type(node.op)]
    target = node.target
    if isinstance(target, ast.Name):
        old = ctx.lookup(target.id)
        value = changed_in_place(ctx, old, op, ctx.expr(node.value), target.id)
        if value is not old:
            ctx.assign_name(target.id, value)
    elif isinstance(target, ast.Subscript):
        owner, index = place_of(ctx, target)
        if arrays.is_array(owner, ctx):
            owner, value = beside(ctx, owner, node.value, ctx.expr)
            ctx.forget(node)
            arrays.augmented(ctx, owner, index, op, value)
            return
        both, value = beside(ctx, Seq((owner, subscripts.get_item(ctx, owner, index))), node.value, ctx.expr)
        owner, old = both.items
        if isinstance(owner, Ref) and not seen_elsewhere(ctx, owner):
            subscripts.set_item(ctx, owner, index, binary(ctx, op, old, value))
            return
        value = changed_in_place(ctx, old, op, value, "item")
        if value is not old:
            subscripts.set_item(ctx, owner, index, value)
    elif isinstance(target, ast.Attribute):
        owner = ctx.expr(target.value)
        old, value = get_attribute(ctx, owner, target.attr), ctx.expr(node.value)
        changed = changed_in_place(ctx, old, op, value, target.attr)
        if changed is not old:
            objects.put(ctx, owner, target.attr, changed)


def seen_elsewhere(ctx: Lowerer, owner: Ref) -> bool:
    """Whether an item of a container may have another name, or be an item of another one, which sees it change."""
    obj = owner.obj
    if obj.shared or obj.frozen or any(ctx.names_of(lender, ctx.env) for lender in obj.lenders):
        return True
    return ctx.named_inside(owner)


def changed_in_place(ctx: Lowerer, old: Any, op: str, value: Any, name: str) -> Any:
    """``old op= value``: what was there, changed, where it is a container; what takes its place elsewhere."""
    if isinstance(old, Ref) and arrays.is_array(old, ctx):
        if may_be_number(ctx, old, name):
            return binary(ctx, op, old, value)
        arrays.augmented(ctx, old, Ellipsis, op, value)
        return old
    if op == "or_" and mappings.is_dict(ctx, old):
        methods.call_method(ctx, Method(old, "update"), [value], {})
        return old
    if isinstance(old, Ref):
        if op == "mul":
            refill(ctx, old, [binary(ctx, op, old, value)])
            return old
        if op != "add":
            raise ctx.refuse("SD206", f"`{name}` is changed in place", "use append")
        methods.call_method(ctx, Method(old, "extend"), [value], {})
        return old
    if specials.defines(old, f"__i{op.rstrip('_')}__"):
        return specials.special(ctx, old, f"__i{op.rstrip('_')}__", value)
    return binary(ctx, op, old, value)


@verbs.assign.defined
def assign(ctx: Lowerer, target: ast.expr, value: Any) -> None:
    """Bind a target: a name, a tuple of targets, or an item."""
    if isinstance(target, ast.Name):
        ctx.assign_name(target.id, value)
    elif isinstance(target, ast.Tuple | ast.List):
        unpack(ctx, target.elts, value)
    elif isinstance(target, ast.Subscript):
        subscripts.set_item(ctx, *place_of(ctx, target), value)
    elif isinstance(target, ast.Attribute):
        objects.put(ctx, ctx.expr(target.value), target.attr, value)
    else:
        raise ctx.refuse("SD201", "this target of an assignment is not in the language", node=target)


def unpack(ctx: Lowerer, targets: list[ast.expr], value: Any) -> None:
    """Bind several targets to the items of a value, one of them perhaps starred."""
    value = columns_apart(ctx, value)
    stars = [k for k, t in enumerate(targets) if isinstance(t, ast.Starred)]
    if not stars:
        if ctx.tried:
            check_count(ctx, value, len(targets))
        items = containers.known_items(ctx, value, len(targets))
        if len(items) != len(targets):
            raise ctx.refuse("SD201", f"{len(items)} values are unpacked into {len(targets)} names")
        assign_all(ctx, targets, items)
        return
    at = stars[0]
    after = len(targets) - at - 1
    starred_target = targets[at]
    assert isinstance(starred_target, ast.Starred)
    if isinstance(value, Ref):
        heads = [subscripts.get_item(ctx, value, Const(k)) for k in range(at)]
        end = Const(-after) if after else Const(None)
        middle = subscripts.get_item(ctx, value, slice(Const(at), end, Const(None)))
        if arrays.is_array(middle, ctx):
            middle = containers.copy_list(ctx, middle)  # what is starred is a list, of numbers or of rows
        tails = [subscripts.get_item(ctx, value, Const(k - after)) for k in range(after)]
    else:
        items = containers.known_items(ctx, value)
        heads, tails = items[:at], items[len(items) - after :]
        middle = containers.build_list(ctx, items[at : len(items) - after])
    assign_all(ctx, [*targets[:at], starred_target.value, *targets[at + 1 :]], [*heads, middle, *tails])


def check_count(ctx: Lowerer, value: Any, count: int) -> None:
    """What unpacking does where there are more or fewer items than names, of which a `try` around decides."""
    kind = strip(verbs.ref_kind(ctx, value) if isinstance(value, Ref) else value.kind if isinstance(value, Var) else ANY)
    if not isinstance(kind, Array | ListOf) or containers.static_length(ctx, value) == count:
        return

    def fails() -> None:
        raise ctx.ends(ValueError, (f"there are not {count} values to unpack",))

    differs = ctx.let(Op("compare", "ne"), (containers.length(ctx, value), Const(count)), BOOL)
    ctx.branch(differs, fails, lambda: None)


def assign_all(ctx: Lowerer, targets: list[ast.expr], values: Sequence[Any]) -> None:
    """Bind targets one after the other: a value that an earlier one replaces is still the one that was there before."""
    replacing = not all(isinstance(t, ast.Name) for t in targets)
    waiting = [held(ctx, v) if replacing else v for v in values]
    for target, value in zip(targets, waiting, strict=True):
        assign(ctx, target, *(released(ctx, [value]) if isinstance(value, Held) else [value]))


@statement(ast.Delete)
def delete(ctx: Lowerer, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Subscript):
            delete_item(ctx, target, ctx.expr(target.value), index_of(ctx, target.slice))
            continue
        if not isinstance(target, ast.Name):
            raise ctx.refuse("SD206", "an attribute is deleted", "keep the value in a local variable", target)
        ctx.lookup(target.id)
        ctx.env.names[ctx.frame.id, target.id] = UNBOUND


@statement(ast.Global)
def global_(ctx: Lowerer, node: ast.Global) -> None:
    ctx.frame.globals.update(node.names)


@statement(ast.Nonlocal)
def nonlocal_(ctx: Lowerer, node: ast.Nonlocal) -> None:
    ctx.frame.nonlocals.update(node.names)


@statement(ast.Import, ast.ImportFrom)
def import_(ctx: Lowerer, node: ast.Import | ast.ImportFrom) -> None:
    for alias in node.names:
        ctx.assign_name(alias.asname or alias.name.split(".")[0], imported(ctx, node, alias))


def imported(ctx: Lowerer, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Any:
    """What one name of an import statement stands for."""
    ahead_of_time = getattr(ctx.frame.fn.scope, "imported", None)
    if ahead_of_time is not None:
        found = ahead_of_time(node, alias)
        name = alias.asname or alias.name.split(".")[0]
        return Poison("SD301", f"`{name}` is not known") if found is None else free_value(ctx, found)
    if isinstance(node, ast.Import):
        name = alias.name if alias.asname else alias.name.split(".")[0]
        module = sys.modules.get(name) or library(name)
        return ModuleRef(name, module) if module else unloaded(f"the module `{name}`")
    package = getattr(ctx.frame.fn.scope, "globals", {}).get("__package__") or ""
    name = ("." * node.level) + (node.module or "")
    with contextlib.suppress(ImportError):
        name = importlib.util.resolve_name(name, package) if node.level else name
    module = sys.modules.get(name) or library(name)
    if module is None or not hasattr(module, alias.name):
        return unloaded(f"`{alias.name}` of the module `{name}`")
    value = getattr(module, alias.name)
    return free_value(ctx, Found(value, External(name, alias.name, value, data=True)))


def unloaded(what: str) -> Poison:
    """What a statement imports that has not been imported yet; deriving imports nothing."""
    return Poison("SD301", f"{what} is not loaded", "import it where the module begins")


@statement(ast.FunctionDef)
def function_definition(ctx: Lowerer, node: ast.FunctionDef) -> None:
    if node.decorator_list:
        ctx.assign_name(node.name, decorated(ctx, node))
        return
    ctx.assign_name(node.name, nested_function(ctx, node, node.name))


@statement(ast.Return)
def return_(ctx: Lowerer, node: ast.Return) -> None:
    value = ctx.expr(node.value) if node.value is not None else Const(None)
    ctx.set_flag("%ret", with_views(ctx, value) if returns_on_the_way(ctx) else value)
    for flag in FLAGS:
        ctx.set_flag(flag, Const(True))


def with_views(ctx: Lowerer, value: Any) -> Any:
    """What is returned, its parts of arrays as views: ways that return different things meet as values, not as paths."""
    if isinstance(value, Seq):
        return replace(value, items=tuple(with_views(ctx, v) for v in value.items))
    if not isinstance(value, Ref) or not value.path or not arrays.is_array(value, ctx):
        return value
    view = atom_of(ctx, value)
    arrays.share(ctx, view, value)
    return view


def returns_on_the_way(ctx: Lowerer) -> bool:
    """Whether the function being lowered returns elsewhere than at its end."""
    node = ctx.frame.fn.node
    last = node.body[-1] if isinstance(node, ast.FunctionDef) else None
    return any(isinstance(n, ast.Return) and n is not last for n in ast.walk(node))


@statement(ast.Break)
def break_(ctx: Lowerer, node: ast.Break) -> None:
    ctx.set_flag("%skip", Const(True))
    ctx.set_flag("%stop", Const(True))


@statement(ast.Continue)
def continue_(ctx: Lowerer, node: ast.Continue) -> None:
    ctx.set_flag("%skip", Const(True))


def always_jumps(nodes: list[ast.stmt]) -> bool:
    """Whether statements never run through to their end, other than by an exception."""
    for n in nodes:
        if isinstance(n, ast.Return | ast.Break | ast.Continue):
            return True
        if isinstance(n, ast.If) and n.orelse and always_jumps(n.body) and always_jumps(n.orelse):
            return True
    return False


@statement(ast.If)
def if_(ctx: Lowerer, node: ast.If) -> None:
    rest = ctx.rest or []
    truth = condition(ctx, node.test)
    if isinstance(truth, Const):
        ctx.stmts(node.body if truth.value else node.orelse)
        ctx.rest = []
        return
    body, orelse = node.body, node.orelse
    if always_jumps(body):
        orelse, taken = [*orelse, *rest], True
    elif always_jumps(orelse) and orelse:
        body, taken = [*body, *rest], True
    else:
        taken = False
    known = narrowed(ctx, node.test, truth)
    last = rest[-1] if taken and rest else node
    ctx.branch(truth, lambda: narrow(ctx, body, known[0], last), lambda: narrow(ctx, orelse, known[1], last))
    ctx.rest = None if taken else []


def narrowed(ctx: Lowerer, test: ast.expr, truth: Atom) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What ``x is None`` says of x on either way."""
    if (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and len(test.ops) == 1
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value is None
    ):
        key = (ctx.frame.id, test.left.id)
        value = ctx.env.names.get(key)
        if isinstance(value, Var) and (isinstance(value.kind, Maybe) or value.kind in (ANY, NONE)):
            none = {key: Const(None)}
            return (none, {}) if isinstance(test.ops[0], ast.Is | ast.Eq) else ({}, none)
        if isinstance(value, Perhaps):
            none, there = {key: Const(None)}, {key: value.value}
            return (none, there) if isinstance(test.ops[0], ast.Is) else (there, none)
    return {}, {}


def narrow(ctx: Lowerer, nodes: list[ast.stmt], known: dict[Any, Any], last: ast.stmt) -> None:
    """Lower statements on a way on which something more is known; `last` is what the ways meet after."""
    names = ctx.env.names
    before = {key: names[key] for key in known if isinstance(names[key], Perhaps)}
    names.update(known)
    ctx.stmts(nodes)
    for key, value in before.items():
        if ctx.env.names.get(key) is known[key]:  # where the ways meet it is what it was
            ctx.env.names[key] = value
    ctx.forget(last)
