"""Operations whose derivative is stated as a function: generated source calls that function.

A stated tangent is linear in the tangents. Of reals, that is multiplication by numbers, so the same call
serves reverse mode, with the cotangent for the tangent of one argument and zero for the others. Of arrays
and tuples, the statements of the stated tangent are run backwards.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.calls.calls import bind, inline
from s2sdiff.frontend.calls.declared import external_of
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value
from s2sdiff.frontend.text.source import nodes_in
from s2sdiff.frontend.values import Seq, UserFn
from s2sdiff.graph import Atom, Block, Const, Let, Multi, Op, Stmt, Var
from s2sdiff.kinds import ANY, INT, REAL, Array, TupleOf, differentiable, plain, strip
from s2sdiff.rules.declare import Rule
from s2sdiff.rules.registry import rule_for
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.linear import linear_backwards
from s2sdiff.transforms.structure import is_container, tangent_kind, zero

if TYPE_CHECKING:
    from s2sdiff.transforms.cotangents import Cotangents
    from s2sdiff.transforms.reverse import Reverse


def stated(op: Op) -> Rule | None:
    """The rule of a function whose derivative is stated by `custom_jvp` or `custom_vjp`, or None."""
    if op.form != "call" or not getattr(type(op.payload.value), "__s2sdiff_declared__", False):
        return None
    rule = rule_for(op.payload)
    return rule if rule is not None and not rule.tangents else None


def missing(s: Let, how: str) -> Refusal:
    """The refusal of a declared function that has no rule yet."""
    return Refusal(
        "SD302",
        f"the derivative of `{s.op.name}` was never stated",
        s.place,
        f"state it with `{s.op.name}.{how}`",
    )


def pushed(b: Builder, s: Let, rule: Rule, dot: Callable[[Atom], Atom]) -> Atom:
    """The tangent of a call, by its stated tangent, given the tangents of the arguments.

    Raises:
        Refusal: SD306 for a function of which only cotangents are stated, which cannot be turned; SD302 where
            nothing is stated.
    """
    if rule.jvp is None:
        if rule.vjp is not None:
            return pushed_by_cotangents(b, s, rule, dot)
        raise missing(s, "defjvp" if hasattr(rule.fn, "defjvp") else "defvjp")
    held, moving = split(s, rule)
    if b.derived_again:
        read = stated_statements(b, s, rule, [dot(a) for a in moving])
        if read is not None:
            return b.absorb(*read)
    primals = packed(b, moving)
    tangents = packed(b, tuple(dot(a) for a in moving))
    external = external_of(rule.jvp)
    kind = tangent_kind(s.target.kind)
    call = Op("call", external.name, external)
    pair = b.let(call, (*held, primals, tangents), TupleOf((s.target.kind, kind)))
    return b.let(Op("item", "item"), (pair, Const(1)), kind)


def pushed_by_cotangents(b: Builder, s: Let, rule: Rule, dot: Callable[[Atom], Atom]) -> Atom:
    """The tangent of a call, by its stated cotangents: they are linear in the cotangent of the result, and run backwards.

    Raises:
        Refusal: SD306 where they are not linear, or their statements cannot be had.
    """
    bar = Var(f"{s.target.name}_bar", tangent_kind(s.target.kind), True)
    found = cotangent_statements(b, s, rule, bar)
    if found is not None:
        block, given = found
        moving = split(s, rule)[1]
        dots = [(v, dot(a)) for v, a in zip(given, moving, strict=True) if isinstance(v, Var)]
        results = [(v, d) for v, d in dots if isinstance(d, Var) or d.value != 0]
        turned = linear_backwards(b, block, results, {bar: s.target})
        if turned is not None:
            return turned[0].get(bar) or zero(b, s.target)
    raise Refusal(
        "SD306",
        f"`{s.op.name}` has cotangents only, which are not linear or cannot be read, and forward mode reaches it",
        s.place,
        "use reverse mode, or state its tangent with custom_jvp",
    )


def cotangent_statements(b: Builder, s: Let, rule: Rule, bar: Var) -> tuple[Block, list[Atom]] | None:
    """The statements of stated cotangents, and the cotangent of each argument; None where they cannot be had."""
    assert rule.vjp is not None
    ctx = Lowerer(b.lines_of)
    ctx.prefix = b.new_dim()
    fwd, bwd = (static_value(ctx, fn, external_of(fn)) for fn in rule.vjp)
    if not isinstance(fwd, UserFn) or not isinstance(bwd, UserFn):
        return None
    ctx.frames.append(ctx.new_frame(fwd))
    made = inline(ctx, fwd, bind(ctx, fwd, list(s.args), {}))
    if not isinstance(made, Seq) or len(made.items) != 2:
        return None
    value = inline(ctx, bwd, bind(ctx, bwd, [*split(s, rule)[0], made.items[1], bar], {}))
    if not isinstance(value, Seq) or len(value.items) != len(split(s, rule)[1]) or ctx.cells:
        return None
    given = [atom_of(ctx, v) for v in value.items]
    return tuple(ctx.out), given


def split(s: Let, rule: Rule) -> tuple[tuple[Atom, ...], tuple[Atom, ...]]:
    """The arguments that a stated derivative does not look at, and the others."""
    nondiff = getattr(rule.fn, "nondiff", ())
    moving = tuple(a for k, a in enumerate(s.args) if k not in nondiff)
    return tuple(s.args[k] for k in nondiff), moving


def check_held(s: Let, rule: Rule, wanted: Callable[[Atom], bool]) -> None:
    """Refuse where an argument that was declared to be without derivative has one.

    Raises:
        Refusal: SD302.
    """
    for a in split(s, rule)[0]:
        if isinstance(a, Var) and wanted(a):
            raise Refusal(
                "SD302",
                f"`{a.name}` is among the `nondiff_argnums` of `{s.op.name}`, and is differentiated by",
                s.place,
                "take it off the list, or hold it constant",
            )


def packed(b: Builder, items: tuple[Atom, ...]) -> Var:
    """A tuple of values."""
    return b.let(Op("tuple", "tuple"), items, TupleOf(tuple(a.kind for a in items)))


def is_of_reals(s: Let, rule: Rule) -> bool:
    """Whether a function takes reals and gives one, as far as its derivative goes."""
    kinds = [strip(plain(a.kind)) for a in (*split(s, rule)[1], s.target)]
    return kinds[-1] in (REAL, INT) and not any(is_container(k) or isinstance(k, Array) for k in kinds)


def partials_of(
    b: Builder, s: Let, rule: Rule, wanted: Callable[[Atom], bool]
) -> Iterator[tuple[Var, Callable[[Atom], Atom]]]:
    """How the real result of a call varies with each real argument, by its stated tangent."""
    check_held(s, rule, wanted)
    moving = split(s, rule)[1]
    for k, a in enumerate(moving):
        if isinstance(a, Var) and wanted(a):

            def partial(seed: Atom, k: int = k) -> Atom:
                dots = iter([seed if j == k else Const(0.0) for j in range(len(moving))])
                return pushed(b, s, rule, lambda _: next(dots))

            yield a, partial


def turned(sweep: Cotangents, s: Let, rule: Rule, bar: Atom) -> None:
    """Run a call backwards by its stated tangent, whose statements are read and run backwards themselves.

    Raises:
        Refusal: SD302 where the kind of the result is not known, where no tangent is stated, where it is not
            linear in the tangents, or reads variables of a function around it.
    """
    check_held(s, rule, sweep.wanted)
    if rule.jvp is None:
        raise missing(s, "defjvp")
    if strip(s.target.kind) == ANY:
        raise Refusal(
            "SD302",
            f"what `{s.op.name}` gives is not known, and its stated tangent is run backwards",
            s.place,
            "annotate its result `-> float`, or state its cotangents with custom_vjp",
        )
    moving = [a for a in split(s, rule)[1] if isinstance(a, Var) and sweep.wanted(a)]
    dots = {a: Var(f"{a.name}_dot", tangent_kind(a.kind), True) for a in dict.fromkeys(moving)}
    block, tangent = tangent_statements(sweep, s, rule, dots)
    found = linear_backwards(sweep.b, block, [(tangent, bar)], {dot: a for a, dot in dots.items()})
    if found is None:
        raise Refusal(
            "SD302",
            f"the stated tangent of `{s.op.name}` is not linear in the tangents",
            s.place,
            "a tangent is a sum of products of one tangent each",
        )
    parts, inner = found
    sweep.adopt(inner)
    for a, dot in dots.items():
        if dot in parts:
            sweep.add(a, parts[dot])


def tangent_statements(sweep: Cotangents, s: Let, rule: Rule, dots: Mapping[Var, Var]) -> tuple[Block, Atom]:
    """The statements of a stated tangent, given those of the arguments that have one, and its value."""
    zeros = [dots[a] if a in dots else zero(sweep.b, a) for a in split(s, rule)[1]]  # type: ignore[index]
    found = stated_statements(sweep.b, s, rule, zeros)
    if found is None:
        raise Refusal(
            "SD302",
            f"the stated tangent of `{s.op.name}` cannot be run backwards",
            s.place,
            "define it at the top level of a module, returning a pair, or state the cotangents with custom_vjp",
        )
    return found


def stated_statements(b: Builder, s: Let, rule: Rule, dots: Sequence[Atom]) -> tuple[Block, Atom] | None:
    """The statements of a stated tangent, given those of the arguments, and its value; None where they cannot be had."""
    ctx = Lowerer(b.lines_of)
    ctx.prefix = b.new_dim()
    function = static_value(ctx, rule.jvp, external_of(rule.jvp))
    if not isinstance(function, UserFn):
        return None
    held, moving = split(s, rule)
    ctx.frames.append(ctx.new_frame(function))
    value = inline(ctx, function, bind(ctx, function, [*held, Seq(moving), Seq(tuple(dots))], {}))
    if not isinstance(value, Seq) or len(value.items) != 2 or ctx.cells:
        return None
    tangent = atom_of(ctx, value.items[1])
    return tuple(ctx.out), tangent


def pulled(sweep: Reverse, s: Let, rule: Rule, bar: Atom) -> Stmt:
    """Run a call backwards by its stated cotangents; gives the statement of the forward sweep."""
    assert rule.vjp is not None
    check_held(s, rule, sweep.wanted)
    held, moving = split(s, rule)
    fwd, bwd = external_of(rule.vjp[0]), external_of(rule.vjp[1])
    residuals = Var("residuals", ANY, True)
    targets = tuple(
        Var(sweep.bar_name(a.name if isinstance(a, Var) else "t"), cotangent_kind(a), True) for a in moving
    )
    b = sweep.b
    given = returned(b, rule.vjp[1])
    if any(len(items) != len(moving) for items in given):
        raise Refusal(
            "SD302",
            f"`{bwd.name}` gives {len(given[0])} cotangents, and `{s.op.name}` has {len(moving)} arguments to differentiate by",
            s.place,
            "return a tuple of as many, with None for those without derivative",
        )
    if is_container(s.target.kind):
        bar = b.let(Op("copy", "copy"), (bar,), tangent_kind(s.target.kind))
    b.out.append(Multi(targets, Op("call", bwd.name, bwd), (*held, residuals, bar)))
    for k, (a, t) in enumerate(zip(moving, targets, strict=True)):
        nothing = given and all(isinstance(i[k], ast.Constant) and i[k].value is None for i in given)
        if sweep.wanted(a) and not nothing:
            own: Any = (
                b.let(Op("copy", "copy"), (t,), t.kind)
                if is_container(t.kind) or isinstance(strip(t.kind), Array)
                else t
            )
            sweep.add(a, own)
    return Multi((s.target, residuals), Op("call", fwd.name, fwd), s.args, s.place)


def returned(b: Builder, fn: Any) -> list[list[Any]]:
    """The items of each tuple that a function returns, where its source shows that it returns nothing else."""
    ctx = Lowerer(b.lines_of)
    function = static_value(ctx, fn, external_of(fn))
    if not isinstance(function, UserFn):
        return []
    node = function.node
    inner = (ast.FunctionDef, ast.Lambda)
    found = (
        [node.body]
        if isinstance(node, ast.Lambda)
        else [n.value for top in node.body for n in nodes_in(top, inner) if isinstance(n, ast.Return)]
    )
    plain_tuples = all(
        isinstance(v, ast.Tuple) and not any(isinstance(i, ast.Starred) for i in v.elts) for v in found
    )
    return [list(v.elts) for v in found] if plain_tuples else []  # type: ignore[union-attr]


def cotangent_kind(a: Atom) -> Any:
    """The kind of the cotangent of an argument; of one without derivative it may be anything."""
    kind = a.kind
    return tangent_kind(kind) if differentiable(kind) else ANY
