"""Values of unknown kind: where one meets a differentiated value, it could be an array."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from s2sdiff.errors import Refusal
from s2sdiff.frontend.lower import Program
from s2sdiff.frontend.scope import is_library
from s2sdiff.graph import Atom, Block, Const, For, If, Let, Multi, Stmt, Try, Update, Var, While, leaves, walk
from s2sdiff.kinds import ANY, BOOL, INT, STR, strip

_CLEAR = {"compare", "template"}


def spread(body: Block, seeds: Iterable[Var], passes: Callable[[Stmt], bool] = lambda s: True) -> set[Var]:
    """All variables that depend on `seeds` through statements that pass it on."""
    found = set(seeds)
    grown = -1
    statements = list(walk(body))

    def hit(atoms: Iterable[Atom]) -> bool:
        return any(isinstance(a, Var) and a in found for a in atoms)

    while grown != len(found):
        grown = len(found)
        for s in statements:
            if isinstance(s, Let | Multi):
                if hit(s.args) and passes(s):
                    found.update((s.target,) if isinstance(s, Let) else s.targets)
            elif isinstance(s, Update):
                if hit((s.old, *s.args)):
                    found.add(s.new)
                    if s.item is not None:
                        found.add(s.item)
            elif isinstance(s, If | Try):
                found.update(m.out for m in s.merges if hit(m.values))
            elif isinstance(s, For | While):
                if isinstance(s, For) and hit((s.seq,)):
                    found.add(s.index)
                for c in s.carries:
                    if hit((c.init, c.next)):
                        found.update((c.param, c.result))
    return found


def refuse_unknown(program: Program, wrt: tuple[str, ...], lines_of: Callable[[str], list[str]]) -> None:
    """Raise SD401 where arithmetic mixes a differentiated value with one whose kind cannot be told."""
    f = program.function
    names: dict[Var, str] = {p: p.name for p in f.params if strip(p.kind) == ANY}
    for s in walk(f.body):
        if isinstance(s, Let) and s.target.kind == ANY:
            if s.op.form == "global" and not is_library(s.op.payload.module):
                names[s.target] = s.op.name
            elif s.op.form == "call" and s.op.payload is not None and s.op.payload.value is None:
                names[s.target] = f"{s.op.name}(...)"
    if not names:
        return

    def stays(s: Stmt) -> bool:
        if not isinstance(s, Let):
            return True
        if s.op.form == "call" and s.op.payload is not None and s.op.payload.module in ("math", "cmath"):
            return False
        certain = s.op.form == "call" and s.op.name in ("float", "int", "bool", "len", "complex")
        return not certain and s.op.form not in _CLEAR and s.target.kind not in (BOOL, INT, STR)

    doubtful = spread(f.body, names, stays)
    roots = [
        a
        for w in wrt
        for a in leaves(program.arguments[w.partition(".")[0]] or Const(None))
        if isinstance(a, Var)
    ]
    params = [p for p in f.params if p.name in wrt]
    active = spread(f.body, [*roots, *params])
    for s in walk(f.body):
        if not isinstance(s, Let) or s.op.form not in ("binary", "unary", "call"):
            continue
        if s.op.form == "call" and (s.op.payload is None or not stays(s) or not has_rule(s.op.payload.value)):
            continue  # a call without a rule is refused by itself
        doubt = next((a for a in s.args if isinstance(a, Var) and a in doubtful), None)
        if (
            doubt is not None
            and s.target in active
            and any(isinstance(a, Var) and a in active for a in s.args)
        ):
            known = names.get(doubt)
            what = (
                f"`{known}`"
                if known
                else "a value here, which comes from one that is not known before the program runs,"
            )
            hint = (
                "give the kind of the parameter in --signature"
                if doubt in f.params
                else "pass it as an argument"
            )
            raise Refusal("SD401", f"the kind of {what} is not known", s.place, hint)


def has_rule(value: object) -> bool:
    """Whether a function has a rule."""
    from s2sdiff.rules.declare import RULES

    try:
        return value in RULES
    except TypeError:
        return False


__all__ = ["refuse_unknown", "spread"]
