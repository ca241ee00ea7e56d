"""The arguments of a derivative that is taken inside a function: a fresh variable for each real of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from s2sdiff.frontend.state.atoms import load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known, Ref, Seq, Table, pieces, rebuilt
from s2sdiff.graph import Atom, Block, Const, Let, Op, Var
from s2sdiff.kinds import BOOL, INT, REAL, Array, is_number, plain, strip
from s2sdiff.operations import builtin_call
from s2sdiff.optimize.rewrite import substitute
from s2sdiff.optimize.spare import held_in


class Inputs:
    """The arguments of a call, those that are differentiated by replaced by fresh variables."""

    def __init__(self, ctx: Lowerer) -> None:
        self.ctx = ctx
        self.stands_for: dict[Var, Atom] = {}
        self.copies: dict[Var, Atom] = {}

    def fresh(self, value: Any, name: str) -> Any:
        """The same structure of fresh variables; what has no derivative stays."""
        ctx = self.ctx
        if isinstance(value, Seq | Table):
            names = value.items if isinstance(value, Table) else range(len(value.items))
            parts = zip(pieces(value), names, strict=True)
            return rebuilt(value, [self.fresh(v, f"{name}_{k}") for v, k in parts])
        if isinstance(value, Ref):
            atom = load_ref(ctx, value)
            copied = ctx.let(Op("copy", "copy"), (atom,), plain(strip(atom.kind)), name)
            self.copies[copied] = atom
            return ctx.new_object(copied, name)
        if isinstance(value, Known):
            value = value.atom
        if not isinstance(value, Var | Const):
            return value
        kind = plain(strip(value.kind))
        if kind == BOOL or not (is_number(kind) or isinstance(kind, Array)):
            return value
        if kind == INT:
            value = (
                Const(float(value.value))
                if isinstance(value, Const)
                else ctx.let(builtin_call(float), (value,), REAL)
            )
            kind = REAL
        var = Var(name, kind, True)
        self.stands_for[var] = value
        return var

    def leaves(self, value: Any) -> Iterator[Var]:
        """The variables of a differentiated argument."""
        if isinstance(value, Seq | Table):
            for v in pieces(value):
                yield from self.leaves(v)
        elif isinstance(value, Ref):
            yield self.ctx.env.versions[value.obj]
        elif isinstance(value, Var) and value in self.stands_for:
            yield value

    def settled(self, block: Block, results: list[Var]) -> Block:
        """Statements in which fresh variables are what they stand for; copies that are only read are left out."""
        held = held_in(block, results) if self.copies else set()
        spared = {v: a for v, a in self.copies.items() if v not in held}
        out = [s for s in self.ctx.out if not (isinstance(s, Let) and s.target in spared)]
        self.ctx.out[:] = out
        return substitute(block, self.stands_for | spared)
