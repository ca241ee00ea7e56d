"""Operations whose derivative is stated as a function: generated source calls that function.

A stated tangent is linear in the tangents. Of reals, that is multiplication by numbers, so the same call
serves reverse mode, with the cotangent for the tangent of one argument and zero for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.declared import external_of
from s2sdiff.frontend.values import kind_of_atom
from s2sdiff.graph import Atom, Const, Let, Multi, Op, Stmt, Var
from s2sdiff.kinds import ANY, INT, REAL, Array, TupleOf, differentiable, plain, strip
from s2sdiff.rules.declare import Rule
from s2sdiff.rules.registry import rule_for
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.structure import is_container, tangent_kind

if TYPE_CHECKING:
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


def pushed(b: Builder, s: Let, rule: Rule, dot: Callable[[Atom], Atom]) -> Var:
    """The tangent of a call, by its stated tangent, given the tangents of the arguments.

    Raises:
        Refusal: SD306 for a function of which only cotangents are stated, SD302 where nothing is.
    """
    if rule.jvp is None:
        if rule.vjp is not None:
            raise Refusal(
                "SD306",
                f"`{s.op.name}` has cotangents only, and forward mode reaches it",
                s.place,
                "use reverse mode, or state its tangent with custom_jvp",
            )
        raise missing(s, "defjvp" if hasattr(rule.fn, "defjvp") else "defvjp")
    primals = packed(b, s.args)
    tangents = packed(b, tuple(dot(a) for a in s.args))
    external = external_of(rule.jvp)
    kind = tangent_kind(s.target.kind)
    pair = b.let(Op("call", external.name, external), (primals, tangents), TupleOf((s.target.kind, kind)))
    return b.let(Op("item", "item"), (pair, Const(1)), kind)


def packed(b: Builder, items: tuple[Atom, ...]) -> Var:
    """A tuple of values."""
    return b.let(Op("tuple", "tuple"), items, TupleOf(tuple(kind_of_atom(a) for a in items)))


def partials_of(
    b: Builder, s: Let, rule: Rule, wanted: Callable[[Atom], bool]
) -> Iterator[tuple[Var, Callable[[Atom], Atom]]]:
    """How the result of a call varies with each argument, by its stated tangent.

    Raises:
        Refusal: SD302 where an argument or the result is not known to be one real.
    """
    kinds = [strip(plain(kind_of_atom(a))) for a in (*s.args, s.target)]
    if any(is_container(k) or isinstance(k, Array) for k in kinds) or kinds[-1] not in (REAL, INT):
        raise Refusal(
            "SD302", f"the stated tangent of `{s.op.name}` is turned round for reals only, and not all is known to be real here",
            s.place, "annotate its result `-> float`, or state its cotangents with custom_vjp",
        )  # fmt: skip
    for k, a in enumerate(s.args):
        if isinstance(a, Var) and wanted(a):

            def partial(seed: Atom, k: int = k) -> Atom:
                dots = iter([seed if j == k else Const(0.0) for j in range(len(s.args))])
                return pushed(b, s, rule, lambda _: next(dots))

            yield a, partial


def pulled(sweep: Reverse, s: Let, rule: Rule, bar: Atom) -> Stmt:
    """Run a call backwards by its stated cotangents; gives the statement of the forward sweep."""
    assert rule.vjp is not None
    fwd, bwd = external_of(rule.vjp[0]), external_of(rule.vjp[1])
    residuals = Var("residuals", ANY, True)
    targets = tuple(
        Var(sweep.bar_name(a.name if isinstance(a, Var) else "t"), cotangent_kind(a), True) for a in s.args
    )
    b = sweep.b
    if is_container(s.target.kind):
        bar = b.let(Op("copy", "copy"), (bar,), tangent_kind(s.target.kind))
    b.out.append(Multi(targets, Op("call", bwd.name, bwd), (residuals, bar)))
    for a, t in zip(s.args, targets, strict=True):
        if sweep.wanted(a):
            own: Any = (
                b.let(Op("copy", "copy"), (t,), t.kind)
                if is_container(t.kind) or isinstance(strip(t.kind), Array)
                else t
            )
            sweep.add(a, own)
    return Multi((s.target, residuals), Op("call", fwd.name, fwd), s.args, s.place)


def cotangent_kind(a: Atom) -> Any:
    """The kind of the cotangent of an argument; of one without derivative it may be anything."""
    kind = kind_of_atom(a)
    return tangent_kind(kind) if differentiable(kind) else ANY
