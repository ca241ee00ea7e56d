"""Calls that are not followed: those of which a rule tells the kind, and those of which nothing is known."""

from __future__ import annotations

import ast
import contextlib
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays, views
from s2sdiff.frontend.arrays.results import FRESH, PLACES, call_kind, kind_of_call, kind_without_sample
from s2sdiff.frontend.calls import draws
from s2sdiff.frontend.calls.declared import kind_by_source
from s2sdiff.frontend.calls.reading import leaves_unchanged
from s2sdiff.frontend.data.specials import text_of
from s2sdiff.frontend.data.texts import literals
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.text.private import is_name_of
from s2sdiff.frontend.text.scope import is_library
from s2sdiff.frontend.values import (
    Ref,
    Seq,
    UserFn,
)
from s2sdiff.graph import Atom, Const, External, Op, Var
from s2sdiff.kinds import ANY, BOOL, INT, REAL, Array, ListOf, kind_of, plain, strip
from s2sdiff.operations import builtin_call
from s2sdiff.rules.declare import rule_of

#: Helpers of rules that put tuples together, whatever the items of those are.
STRUCTURE_ONLY = {"interleave"}


def at_once(fn: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """The value of a rule's helper whose arguments are all literals, None where they are not."""

    opaque_items = fn.__name__ in STRUCTURE_ONLY

    def plain_value(v: Any) -> Any:
        if isinstance(v, Const):
            return v.value
        if opaque_items and isinstance(v, Var):
            return v
        if isinstance(v, Seq) and v.cls is None:
            return tuple(plain_value(i) for i in v.items)
        raise TypeError

    def lifted(v: Any) -> Any:
        if isinstance(v, slice):
            return slice(Const(v.start), Const(v.stop), Const(v.step))
        if isinstance(v, tuple | list):
            return Seq(tuple(lifted(i) for i in v))
        if opaque_items and isinstance(v, Var):
            return v
        if not isinstance(v, int | float | str | bool | None):
            raise TypeError
        return Const(v)

    try:
        values = [plain_value(a) for a in args]
        named = {k: plain_value(v) for k, v in keywords.items()}
        return lifted(fn(*values, **named))
    except TypeError:
        return None


#: Decorators by name that leave what a call computes as it is written.
FOLLOWED = ("lru_cache", "cache", "wraps", "staticmethod", "classmethod", "property", "overload")


def check_callable(ctx: Lowerer, fn: UserFn) -> None:
    """Refuse what a definition says that cannot be followed."""
    node = fn.node
    assert isinstance(node, ast.FunctionDef)
    for d in node.decorator_list:
        target = d.func if isinstance(d, ast.Call) else d
        name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        if name in FOLLOWED:
            continue
        value = fn.external.value if fn.external is not None else None
        if value is not None and getattr(value, "__code__", None) is not None and _is_plain(value, node):
            continue
        raise unfollowed(ctx, fn)
    if node.decorator_list and ctx.frames and fn.external is None and not fn.frame and fn.self_value is None:
        raise unfollowed(ctx, fn)


def unfollowed(ctx: Lowerer, fn: UserFn) -> Refusal:
    """The refusal of a function that a decorator may have changed."""
    return ctx.refuse("SD303", f"the decorator of `{fn.name}` cannot be followed", "call the plain function")


def _is_plain(value: Any, node: ast.FunctionDef) -> bool:
    """Whether what the name refers to is the function as defined: the decorator gave it back unchanged."""
    return is_name_of(node.name, value.__code__.co_name) and not hasattr(value, "__wrapped__")


def result_kind(external: External, kinds: list[Any]) -> Any:
    """The kind of what a library function returns."""
    return kind_of_call(external, kinds)


def opaque(ctx: Lowerer, external: External, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A call that stays as it is; where an active value reaches it, it needs a rule."""
    if external.value is None and not external.module:
        raise ctx.refuse("SD301", f"`{external.name}` is not known")
    library = is_library(external.module)
    ruled = not library and rule_of(external.value) is not None
    if external.module.startswith("scipy"):  # SciPy may overwrite an argument then, it need not
        keywords = {k: v for k, v in keywords.items() if not k.startswith("overwrite_")}
    atoms: list[Atom] = []
    for a in [*args, *keywords.values()]:
        if isinstance(a, Ref) and not library and not ruled:
            raise ctx.refuse(
                "SD301",
                f"`{external.name}`, whose source cannot be had, may change its argument",
                "declare a rule for it",
            )
        atoms.append(
            load_ref(ctx, a) if isinstance(a, Ref) else atom_of(ctx, a, f"an argument of `{external.name}`")
        )
    if external.module.startswith(("numpy", "scipy")) and not hasattr(external.value, "rvs"):
        return array_call(ctx, external, args, keywords, atoms)
    kind = result_kind(external, [a.kind for a in atoms])
    if not library and not ruled:
        return ctx.keep(Op("kept", external.name, external, tuple(keywords)), tuple(atoms), kind)
    if kind == ANY and ruled:
        kind = kind_by_source(ctx, external, tuple(atoms))
    return ctx.let(Op("call", external.name, external, tuple(keywords)), tuple(atoms), kind)


def array_call(
    ctx: Lowerer, external: External, args: list[Any], keywords: dict[str, Any], atoms: list[Atom]
) -> Any:
    """A function of NumPy or SciPy, whose result is known by calling it on samples."""
    split = len(args)
    for k, name in enumerate(keywords, split):
        own = strip(atoms[k].kind)
        if name in ("axis", "axes") and isinstance(own, ListOf):  # NumPy takes a tuple there
            items = ctx.tuples.get(atoms[k]) if isinstance(atoms[k], Var) else None  # type: ignore[arg-type]
            made = builtin_call(tuple)
            atoms[k] = ctx.let(made, (atoms[k],), ANY) if items is None else atom_of(ctx, Seq(tuple(items)))
    shared: list[int] = []
    changed: list[int] = []
    kind = call_kind(
        ctx, external, atoms[:split], dict(zip(keywords, atoms[split:], strict=True)), shared, changed
    )
    if changed or (kind is None and external.name.rpartition(".")[2] in arrays.CHANGING):
        raise ctx.refuse("SD206", f"`{external.name}` changes its argument", "assign to a subscript instead")
    if kind is None:
        shared = [] if external.name in FRESH and keywords.keys() <= PLACES else list(range(split))
        kind = kind_without_sample(external, [a.kind for a in atoms])
    found = ctx.let(Op("call", external.name, external, tuple(keywords)), tuple(atoms), kind)
    if external.name == "einsum" and shared and not ctx.fold:  # of one array it may be a view, as of `ii->i`
        found = ctx.let(Op("copy", "copy"), (found,), found.kind)
    for k in shared:
        arrays.share(ctx, found, args[k])
    if shared and not keywords:
        views.noted(ctx, external, found, args[shared[0]], atoms[shared[0]], atoms)
    own = strip(found.kind)
    if (
        isinstance(own, Array)
        and own.rank == 1
        and (
            external.name in arrays.DISTINCT
            or (external.name == "arange" and len(args) == 1 and not keywords)
        )
    ):
        ctx.distinct.add(found)
    return found


@verbs.opaque_method.defined
def opaque_method(ctx: Lowerer, owner: Any, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method that is not followed, of a value without derivative."""
    state = draws.state_of(ctx, owner)
    if state is not None:
        return draws.draw(ctx, state, name, None, owner, args, keywords)
    if name == "item" and not args and plain(atom_of(ctx, owner).kind) in (REAL, INT, BOOL):
        return owner
    given = [owner, *args, *keywords.values()]
    if name == "format":
        given = [text_of(ctx, v) for v in given]
        known = literals([*given])
        if known is not None and not keywords:
            with contextlib.suppress(IndexError, KeyError, TypeError, ValueError):  # the run says what is wrong
                return Const(known[0].format(*known[1:]))
    atoms = [atom_of(ctx, v, f"what `.{name}` is called of or with") for v in given]
    reads_only = leaves_unchanged(owner, atoms[0], name)
    for v in args:
        if isinstance(v, Ref) and not reads_only:
            raise ctx.refuse(
                "SD301", f"the method `{name}`, whose source cannot be had, may change its argument"
            )
    if not reads_only:
        raise ctx.refuse(
            "SD206",
            f"the method `{name}`, whose source cannot be had, may change what it is called of",
            "call it outside the function, and pass what it gives as an argument",
        )
    kinds = {
        "lower": "str",
        "upper": "str",
        "strip": "str",
        "format": "str",
        "replace": "str",
        "title": "str",
    }
    kind = kind_of("") if name in kinds else (REAL if name in ("real", "conjugate") else ANY)
    return ctx.let(Op("method", name, None, tuple(keywords)), tuple(atoms), kind)
