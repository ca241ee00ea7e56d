"""Writing derived statements: small simplifications, and nothing computed twice in a block.

The simplifications are those that a person makes without thinking (``1 * x``, ``x + (-y)``, literals
multiplied out); they never touch the user's own statements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

from s2sdiff.analyses.memories import is_view
from s2sdiff.errors import Place, Refusal
from s2sdiff.frontend.arrays.extent import binary_kind
from s2sdiff.frontend.calls.calls import bind, inline
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer, Unreachable
from s2sdiff.frontend.state.outside import user_function
from s2sdiff.frontend.values import Known, Seq, UserFn
from s2sdiff.graph import Atom, Block, Const, External, If, Let, Merge, Op, Stmt, Update, Var, atom_key, walk
from s2sdiff.kinds import BOOL, COMPLEX, INT, REAL, Array, Kind, is_number, plain, strip
from s2sdiff.optimize.rewrite import map_stmt
from s2sdiff.transforms.known import (
    has_rank,
    is_negative,
    is_smaller,
    is_whole,
    lengths,
    library_number,
    operation_key,
    result_kind,
)
from s2sdiff.transforms.operands import binary_op, is_real, with_reals

_OPERATORS = {"binary", "unary"}
NOTHING: tuple[str, tuple[Atom, ...]] = ("", ())
_PURE = {"binary", "unary", "compare", "call"}
_SHARED = {REAL, INT, BOOL, COMPLEX}
_FACTORS = {"mul", "neg"}


class Builder:
    """Collects statements; `defs` says how each variable is defined, `merges` by what branch, `active` which vary.

    What is computed from one of the `changing`, which are changed in place later, is never computed from it again.
    """

    def __init__(
        self,
        body: Block,
        lines_of: Callable[[str], list[str]],
        active: Set[Var] = frozenset(),
        changing: Set[Var] = frozenset(),
    ) -> None:
        self.active = active
        self.out: list[Stmt] = []
        self.place: Place | None = None  # of the statement at hand
        self.defs: dict[Var, Let] = {s.target: s for s in walk(body) if s.__class__ is Let}
        self.merges = {m.out: (s, m) for s in walk(body) if s.__class__ is If for m in s.merges}
        self.known: list[dict[Any, Var]] = [{}]
        self.lines_of = lines_of
        self._functions: dict[Any, UserFn] = {}
        self._lowered: dict[Any, tuple[tuple[Atom, ...], Block, Atom, bool]] = {}
        self._dims = 0
        self.volatile: set[Atom] = {*changing}  # what is changed in place later, and views of it
        self.dims = lengths(self.defs)
        self.conditions: Any = None  # on which each value varies: see the module of that name
        self.noted: dict[Any, Atom] = {}  # those whose operands may change, as they were
        self.backwards = False  # whether cotangents are written
        self.derived_again = False  # so that stated derivatives are read, and not called

    def remember(self, s: Stmt) -> None:
        """Let a statement of the primal serve again where its value is wanted."""
        if isinstance(s, Let) and s.op.form in _PURE and s.target.kind in _SHARED:
            self.known[-1].setdefault(operation_key(s.op, with_reals(s.op, s.args)), s.target)

    def let(self, op: Op, args: tuple[Atom, ...], kind: Kind, name: str = "t") -> Var:
        """Emit an operation, unless its value is at hand."""
        shared = op.form in _PURE and (kind is REAL or kind in _SHARED)
        if shared:
            key = operation_key(op, args)
            scope: dict[Any, Var]
            for scope in reversed(self.known):
                if key in scope:
                    return scope[key]
        target = Var(name, kind, True)
        let = Let(target, op, args)
        self.out.append(let)
        self.defs[target] = let
        if shared:
            self.known[-1][key] = target
        return target

    def update(
        self, old: Var, how: str, args: tuple[Atom, ...], item: Var | None = None, spec: Any = None
    ) -> Var:
        """Emit a change in place; gives the new version."""
        new = Var(old.name, old.kind, old.weak)
        self.volatile.update((old, new))
        self.out.append(Update(new, old, how, args, item, None, spec))
        return new

    def nested(self, work: Callable[[], Any]) -> tuple[Block, Any]:
        """Run `work` on a block of its own."""
        saved, self.out = self.out, []
        self.known.append({})
        value = work()
        self.known.pop()
        block, self.out = tuple(self.out), saved
        return block, value

    # -- arithmetic -----------------------------------------------------------------------------

    def definition(self, a: Atom, name: str) -> tuple[Atom, ...] | None:
        """The operands of `a` where it is defined by the operation `name`."""
        how, args = self.made(a)
        return args if how == name else None

    def made(self, a: Atom) -> tuple[str, tuple[Atom, ...]]:
        """The operator that gives `a`, and its operands; empty where there is none, or they have changed since."""
        d = self.defs.get(a) if isinstance(a, Var) else None
        if d is None or d.op.form not in _OPERATORS or (self.volatile and any(map(self.may_change, d.args))):
            return NOTHING
        return d.op.name, d.args

    def may_change(self, a: Atom) -> bool:
        """Whether an atom is, or shows a part of, what was changed in place."""
        d: Let | None
        while a not in self.volatile and (d := self.defs.get(a)) and is_view(d):  # type: ignore[arg-type]
            a = d.args[0]
        return a in self.volatile

    def binary(self, op: str, a: Atom, b: Atom) -> Atom:
        """``a op b``, simplified."""
        if op == "mul":
            return self.mul(a, b)
        if op == "add":
            return self.add(a, b)
        if op == "sub":
            return self.sub(a, b)
        if op == "div":
            return self.div(a, b)
        if op == "pow":
            return self.power(a, b)
        return self.raw(op, a, b)

    def raw(self, op: str, a: Atom, b: Atom) -> Atom:
        """``a op b`` as it stands."""
        if is_real(a) and is_real(b):
            return self.let(binary_op(op), (a, b), REAL)
        ka, kb = strip(a.kind), strip(b.kind)
        if isinstance(ka, Array) or isinstance(kb, Array):
            x, y = (self.unspread(a, kb), self.unspread(b, ka)) if op != "matmul" else (a, b)
            if x is not a and y is not b:  # one of them has to have the shape of the result
                x, y = (x, b) if is_number(x.kind) else (a, y)
            if x is not a or y is not b:
                return self.binary(op, x, y)
            return self.let(Op("binary", op), (a, b), binary_kind(self, op, a, b))
        written = binary_op(op)
        return self.let(written, with_reals(written, (a, b)), result_kind(op, ka, kb))

    def unspread(self, a: Atom, other: Kind) -> Atom:
        """What was broadcast, as it was before, where it meets an array of the shape that it was broadcast to."""
        d = self.defs.get(a) if isinstance(a, Var) else None
        if d is None or d.op.form != "call" or d.op.name != "broadcast_to" or not isinstance(a, Var):
            return a
        own = strip(a.kind)
        same = (
            isinstance(other, Array)
            and isinstance(own, Array)
            and own.dims is not None
            and own.dims == other.dims
        )
        return d.args[0] if same else a

    def new_dim(self) -> str:
        """A length that is not known to equal any other."""
        self._dims += 1
        return f"e{self._dims}"

    def neg(self, a: Atom) -> Atom:
        """``-a``."""
        if isinstance(a, Const):
            return Const(-a.value)
        how, args = self.made(a)
        if how == "neg":
            return args[0]
        if how == "mul" and isinstance(args[0], Const):
            return self.mul(Const(-args[0].value), args[1])
        if how == "sub":
            return self.sub(args[1], args[0])
        if how == "div" and self.literal_of(args[0]) is not None:
            return self.div(self.neg(args[0]), args[1])
        return self.let(Op("unary", "neg"), (a,), plain(strip(a.kind)))

    def mul(self, a: Atom, b: Atom) -> Atom:
        """``a * b``, literals first."""
        if isinstance(b, Const) and not isinstance(a, Const):
            a, b = b, a
        if isinstance(a, Const):
            if isinstance(b, Const):
                return Const(a.value * b.value)
            if a.value == 1:
                return self.raw("mul", a, b) if is_whole(b) and type(a.value) is float else b
            if a.value == -1:
                return self.raw("mul", a, b) if is_whole(b) and type(a.value) is float else self.neg(b)
            how, args = self.made(b)
            if how == "mul":
                if isinstance(args[0], Const):
                    return self.mul(Const(a.value * args[0].value), args[1])
                inner = self.definition(args[0], "mul") if is_number(b.kind) else None
                if inner and isinstance(inner[0], Const):
                    return self.mul(self.mul(Const(a.value * inner[0].value), inner[1]), args[1])
            if how == "div" and self.literal_of(args[0]) is not None:
                return self.div(self.mul(a, args[0]), args[1])
            if how == "neg":
                return self.neg(self.mul(a, args[0]))
            column = self.defs.get(b) if isinstance(b, Var) else None
            if column is not None and column.op.form == "item" and self.scaled(column):
                base = self.mul(a, column.args[0])
                return self.let(column.op, (base, *column.args[1:]), column.target.kind)
            return self.raw("mul", a, b)
        ways = ((a, b, *self.made(a)), (b, a, *self.made(b)))
        if ways[0][2] not in _FACTORS and ways[1][2] not in _FACTORS:
            return self.raw("mul", a, b)
        for x, y, how, args in ways:  # numbers first, arrays last
            multiple = how == "mul" and isinstance(args[0], Const)
            if multiple and isinstance(y, Var) and is_number(y.kind) and not is_number(x.kind):
                return self.mul(self.mul(args[0], y), args[1])
        for x, y, how, args in ways:
            if how == "neg":
                return self.neg(self.mul(args[0], y) if x is a else self.mul(y, args[0]))
        for x, _, how, args in reversed(ways):
            if how == "mul" and isinstance(args[0], Const) and x is b and is_real(a) and is_real(b):
                return self.mul(self.mul(args[0], a), args[1])
            if how == "mul" and isinstance(args[0], Const) and is_smaller(b, a) is (x is a):
                return self.mul(args[0], self.mul(a, args[1])) if x is b else self.mul(args[1], self.mul(args[0], b))
        return self.raw("mul", a, b)

    def literal_of(self, a: Atom) -> Const | None:
        """The literal that an atom is, or is a multiple of."""
        if isinstance(a, Const):
            return a
        factors = self.definition(a, "mul")
        return factors[0] if factors and isinstance(factors[0], Const) else None

    def scaled(self, s: Let) -> bool:
        """Whether a subscript does no more than to add axes to what is a multiple of a literal."""
        added = s.op.payload is not None and all(code in ("s", "n") for step in s.op.payload for code in step)
        whole = all(isinstance(x, Const) and x.value is None for x in s.args[1:])
        return added and whole and self.literal_of(s.args[0]) is not None

    def positive(self, a: Atom) -> Atom | None:
        """``-a`` where `a` is written with a minus: ``-x``, ``-2 * x``, ``-2 * x * y``, ``-2 * x / y``."""
        how, args = self.made(a)
        if how == "neg":
            return args[0]
        if how == "mul" and isinstance(args[0], Const) and is_negative(args[0]):
            return self.mul(Const(-args[0].value), args[1])
        if how == "mul" and (less := self.literal_of(args[0])) is not None and is_negative(less):
            return self.mul(self.neg(args[0]), args[1])
        if how == "div":
            minus = isinstance(args[0], Const) and is_negative(args[0])
            top = Const(-args[0].value) if minus and isinstance(args[0], Const) else self.positive(args[0])
            return self.div(top, args[1]) if top is not None else None
        return None

    def add(self, a: Atom, b: Atom) -> Atom:
        """``a + b``, a literal last."""
        if isinstance(a, Const) and isinstance(b, Const):
            return Const(a.value + b.value)
        if isinstance(a, Const):
            a, b = b, a
        if isinstance(b, Const) and b.value == 0:
            return a
        for x, y in ((a, b), (b, a)):
            minus = self.positive(y)
            if minus is not None:
                return self.sub(x, minus)
        return self.raw("add", a, b)

    def sub(self, a: Atom, b: Atom) -> Atom:
        """``a - b``."""
        if isinstance(a, Const) and isinstance(b, Const):
            return Const(a.value - b.value)
        if isinstance(b, Const) and b.value == 0:
            return a
        minus = self.positive(b)
        return self.add(a, minus) if minus is not None else self.raw("sub", a, b)

    def div(self, a: Atom, b: Atom) -> Atom:
        """``a / b``."""
        if isinstance(b, Const) and b.value == 1:
            return a
        if isinstance(a, Const) and isinstance(b, Const) and b.value != 0:
            return Const(a.value / b.value)
        inner = self.definition(a, "neg")
        if inner:
            return self.neg(self.div(inner[0], b))
        return self.raw("div", a, b)

    def power(self, a: Atom, b: Atom) -> Atom:
        """``a ** b``."""
        if isinstance(b, Const) and b.value in (0, 1):
            return a if b.value else Const(1.0)
        return self.raw("pow", a, b)

    def column(self, a: Atom, axis: int = 1) -> Var:
        """``np.expand_dims(a, axis)``, written as a subscript: ``a[:, np.newaxis]``."""
        kind = strip(a.kind)
        assert isinstance(kind, Array) and kind.rank is not None
        axis %= kind.rank + 1
        codes = ("s",) * axis + ("n",)
        dims = (*kind.lengths[:axis], 1, *kind.lengths[axis:]) if kind.lengths is not None else None
        op = Op("item", "index", (codes,))
        found = self.let(op, (a, *[Const(None)] * (3 * axis)), Array(kind.dtype, kind.rank + 1, dims))
        self.volatile.add(found)
        return found

    # -- rules ----------------------------------------------------------------------------------

    def inline(self, rule: Any, arguments: dict[str, Atom]) -> Atom:
        """The value of a rule's body, lowered once for numbers of the same kinds, with its parameters bound to atoms."""
        if not all(isinstance(a, Const) or a.kind in _SHARED for a in arguments.values()):
            return self.absorb(*self.lowered(rule, arguments))
        kinds = [atom_key(a) if isinstance(a, Const) else a.kind for a in arguments.values()]
        key = (rule, tuple(arguments), tuple(kinds))
        known = self._lowered.get(key)
        if known is None:
            names = {k: a if isinstance(a, Const) else Var(k, a.kind, True) for k, a in arguments.items()}
            body, result = self.lowered(rule, names)
            anew = all(map(_written_anew, walk(body)))
            known = self._lowered[key] = (tuple(names.values()), body, result, anew)
        params, body, result, anew = known
        if not anew:
            return self.absorb(*self.lowered(rule, arguments))
        given = zip(params, arguments.values(), strict=True)
        return self.absorb(body, result, {p: a for p, a in given if isinstance(p, Var)})

    def lowered(self, rule: Any, arguments: dict[str, Atom]) -> tuple[Block, Atom]:
        """The statements of a rule's body with its parameters bound to atoms, and its value."""
        ctx = Lowerer(self.lines_of, fold=True)
        fn = self._functions.get(rule)
        if fn is None:
            fn = self._functions[rule] = user_function(
                ctx, rule, External(rule.__module__, rule.__name__, rule)
            )
        ctx.frames.append(ctx.new_frame(fn))
        ctx.prefix = self.new_dim()
        given = {k: self.unpacked(a) for k, a in arguments.items() if k.isidentifier()}
        operands = [a for k, a in arguments.items() if k.isdigit()]
        first = [given.pop(p.arg) for p in fn.node.args.args] if operands else []
        try:
            value = inline(ctx, fn, bind(ctx, fn, [*first, *operands], given))
        except Unreachable:
            what = "a derivative rule refuses the arguments of a call"
            raise Refusal("SD305", what, self.place, "compute this from simpler functions") from None
        result = value.atom if isinstance(value, Known) else atom_of(ctx, value)
        return tuple(ctx.out), result

    def unpacked(self, a: Atom) -> Any:
        """A tuple or list that was built of known items, as those."""
        d = self.defs.get(a) if isinstance(a, Var) else None
        if d is not None and d.op.form in ("tuple", "list") and d.op.payload is None:
            return Seq(tuple(self.unpacked(x) for x in d.args))
        if d is not None and d.op.form == "global" and isinstance(d.op.payload.value, type):
            return Known(a, d.op.payload.value)  # a dtype
        number = library_number(self.defs, a)
        return a if number is None else Known(a, number)

    def absorb(self, body: Block, result: Atom, given: Mapping[Var, Atom] | None = None) -> Atom:
        """Take over statements, simplified; gives the atom that stands for `result`.

        `given` says what stands for variables that are defined outside of them.
        """
        mapping: dict[Var, Atom] = dict(given or {})

        def change(a: Atom) -> Atom:
            return mapping.get(a, a) if isinstance(a, Var) else a

        def take(block: Block) -> None:
            for s in block:
                if isinstance(s, Let):
                    args = tuple(change(a) for a in s.args)
                    if not _written_anew(s):
                        self.out.append(map_stmt(s, change))
                    elif (
                        s.op.form == "binary"
                        and s.op.name != "matmul"
                        and (is_number(s.target.kind) or isinstance(strip(s.target.kind), Array))
                    ):
                        mapping[s.target] = self.binary(s.op.name, *args)
                    elif s.op.form == "unary" and s.op.name == "neg":
                        mapping[s.target] = self.neg(args[0])
                    elif s.op.name == "expand_dims" and has_rank(args[0]) and isinstance(args[1], Const):
                        mapping[s.target] = self.column(args[0], args[1].value)
                    else:
                        if s.op.name == "where":  # what is chosen from need not be spread: the mask is
                            args = (args[0], *(self.unspread(a, args[0].kind) for a in args[1:]))
                        mapping[s.target] = self.let(s.op, args, s.target.kind, s.target.name)
                elif isinstance(s, If):
                    then, _ = self.nested(lambda s=s: take(s.then))  # type: ignore[misc]
                    orelse, _ = self.nested(lambda s=s: take(s.orelse))  # type: ignore[misc]
                    merges = tuple(
                        Merge(Var(m.out.name, m.out.kind, True), tuple(change(v) for v in m.values))
                        for m in s.merges
                    )
                    for m, new in zip(s.merges, merges, strict=True):
                        mapping[m.out] = new.out
                    self.out.append(If(change(s.cond), then, orelse, merges))
                else:
                    self.out.append(map_stmt(s, change))

        take(body)
        return change(result)


def _written_anew(s: Stmt) -> bool:
    """Whether a statement of a rule defines new variables each time; what may be changed in place stays what it is."""
    return isinstance(s, If) or (isinstance(s, Let) and s.op.form not in ("list", "dict"))
