"""The straight-line program that a run of a scalar program amounts to: loops unrolled, branches taken.

The program is followed with the values at hand, so that it is known how often a loop goes round and which
way a branch takes; each operation on what varies is noted as a statement on variables of its own. Lists,
tuples and records dissolve into their items, and what does not vary becomes a literal.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from s2sdiff.errors import Place, Refusal
from s2sdiff.frontend.lower import Program
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Carry,
    Const,
    Effect,
    For,
    If,
    Let,
    Merge,
    Multi,
    Op,
    Stmt,
    Tree,
    Try,
    Update,
    Value,
    Var,
    While,
)
from s2sdiff.kinds import REAL
from s2sdiff.procedure import instance
from s2sdiff.subfunctions import SubFunction, link_of

LONGEST = 10_000  # operations that a run may take

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv, "pow": operator.pow,
    "floordiv": operator.floordiv, "mod": operator.mod, "and_": operator.and_, "or_": operator.or_, "xor": operator.xor,
    "lshift": operator.lshift, "rshift": operator.rshift,
}  # fmt: skip
_UNARY: dict[str, Callable[[Any], Any]] = {
    "neg": operator.neg,
    "pos": operator.pos,
    "not": operator.not_,
    "invert": operator.invert,
}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
    "is": operator.is_, "isnot": operator.is_not, "in": lambda a, b: a in b, "notin": lambda a, b: a not in b,
}  # fmt: skip


@dataclass
class Node:
    """A real that varies: a variable of the straight-line program, and its value on this run."""

    var: Var
    value: Any


@dataclass
class Run:
    """What following a program has given: the statements, and the node of each real that varies.

    A value on the way is a Node, a plain Python value, or a list, tuple or dict (for records too) of those.
    """

    program: Program
    out: list[Let] = field(default_factory=list)
    nodes: dict[Var, Node] = field(default_factory=dict)
    env: dict[Var, Any] = field(default_factory=dict)

    # -- values ---------------------------------------------------------------------------------

    def get(self, a: Atom) -> Any:
        """The value of an atom."""
        if isinstance(a, Const):
            return a.value
        return self.env[a]

    def input(self, name: str, value: float) -> Node:
        """An input of the straight-line program."""
        node = Node(Var(name, REAL), value)
        self.nodes[node.var] = node
        return node

    def structured(self, value: Value) -> Any:
        """A structured value of atoms."""
        if isinstance(value, Tree):
            items = [self.structured(v) for v in value.items]
            return dict(zip(value.keys, items, strict=True)) if value.keys else tuple(items)
        return self.get(value)

    # -- statements -----------------------------------------------------------------------------

    def block(self, body: Block) -> None:
        """Follow statements.

        Raises:
            Refusal: SD503, for arrays, exceptions that are raised, and whatever else has no scalar nodes.
        """
        for s in body:
            self.statement(s)

    def statement(self, s: Stmt) -> None:
        """Follow one statement."""
        if isinstance(s, Let):
            self.env[s.target] = self.operation(s)
        elif isinstance(s, If):
            self.branch(s)
        elif isinstance(s, For | While):
            self.loop(s)
        elif isinstance(s, Update):
            self.update(s)
        elif isinstance(s, Try):
            self.attempt(s)
        elif isinstance(s, Multi) and link_of(s) is not None:
            self.call(s)
        elif isinstance(s, Effect):
            if s.how == "raise" or (s.how == "assert" and not plain(self.get(s.args[0]))):
                raise refused("a run that ends in an exception", s.place)
        else:
            raise refused(f"this statement ({type(s).__name__})", getattr(s, "place", None))

    def attempt(self, s: Try) -> None:
        """Statements whose exceptions are handled, and which raise none."""
        try:
            self.block(s.body)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            raise refused("an exception that is handled", s.place) from None
        self.merge(s.merges, 0)

    def call(self, s: Multi) -> None:
        """A call of a function that calls itself: each call has variables of its own."""
        to: SubFunction = s.op.payload.to
        outside, given = self.env, [self.get(a) for a in s.args]
        self.env = dict(zip(to.params, given, strict=True))
        self.block(to.body)
        found = [self.get(a) for a in (*to.results, *to.finals)]
        self.env = outside
        self.env.update(zip(s.targets, found, strict=True))

    def branch(self, s: If) -> None:
        """The way that is taken."""
        way = 0 if plain(self.get(s.cond)) else 1
        self.block(s.orelse if way else s.then)
        self.merge(s.merges, way)

    def merge(self, merges: tuple[Merge, ...], way: int) -> None:
        """What a branch leaves."""
        found = [(m.out, self.get(m.values[way])) for m in merges if m.values[way] is not UNDEFINED]
        self.env.update(found)

    def loop(self, s: For | While) -> None:
        """A loop, trip by trip."""
        self.carry(s.carries, [c.init for c in s.carries], lambda c: c.param)
        trips = iter(plain(self.get(s.seq))) if isinstance(s, For) else None
        while True:
            if isinstance(s, For):
                assert trips is not None
                item = next(trips, _END)
                if item is _END:
                    break
                self.env[s.index] = item
            else:
                self.block(s.test)
                if not plain(self.get(s.cond)):
                    break
            self.block(s.body)
            stop = s.stop is not None and plain(self.get(s.stop))
            self.carry(s.carries, [c.next for c in s.carries], lambda c: c.param)
            if stop:
                break
        self.carry(s.carries, [c.param for c in s.carries], lambda c: c.result)

    def carry(self, carries: tuple[Carry, ...], sources: list[Atom], to: Callable[[Carry], Var]) -> None:
        """What goes round, all at once."""
        found = [
            (to(c), self.get(a))
            for c, a in zip(carries, sources, strict=True)
            if a is not UNDEFINED and (isinstance(a, Const) or a in self.env)
        ]
        self.env.update(found)

    def update(self, s: Update) -> None:
        """A list or dict that is changed."""
        whole = self.get(s.old)
        if not isinstance(whole, list | dict):
            raise refused("an array", s.place)
        args = [self.get(a) for a in s.args]
        path = args if s.how == "pop" else args[:-1]
        changed: Any = whole.copy()
        top = changed
        for key in [plain(k) for k in (path if s.how in ("pop", "append") else path[:-1])]:
            changed[key] = changed[key].copy()
            changed = changed[key]
        if s.how == "append":
            changed.append(args[-1])
        elif s.how == "pop":
            item = changed.pop()
            if s.item is not None:
                self.env[s.item] = item
        elif s.how == "store":
            changed[plain(path[-1])] = args[-1]
        else:
            raise refused(f"`{s.how}` of a list", s.place)
        self.env[s.new] = top

    # -- operations -----------------------------------------------------------------------------

    def operation(self, s: Let) -> Any:
        """One operation: a node where it is of nodes, else a plain value."""
        op, args = s.op, [self.get(a) for a in s.args]
        if op.form == "item":
            return self.item(s, args)
        if op.form == "attr" and isinstance(args[0], dict):
            return args[0][op.name]
        if op.form == "list":
            return list(args)
        if op.form == "tuple":
            return dict(zip(op.keywords, args, strict=True)) if op.payload is not None else tuple(args)
        if op.form == "dict":
            return dict(zip(op.payload or (), args, strict=True))
        if op.form == "copy":
            return deep(args[0])
        if op.form == "global":
            return self.read(op, s.place)
        if op.form == "checkpoint":
            block, result = instance(op.payload, (), s.args)
            self.block(block)
            return self.get(result)
        nodes = any(isinstance(a, Node) for a in args)
        if any(isinstance(a, list | tuple | dict) and holds_node(a) for a in args):
            if op.form == "call" and op.name == "len":
                return len(args[0])
            raise refused(f"`{op.name}` of a container", s.place)
        value = self.compute(op, [plain(a) for a in args], s.place)
        if not nodes or op.form == "compare" or isinstance(value, int | str | None):
            return value
        if not isinstance(value, float):
            raise refused(f"`{op.name}`, which gives a {type(value).__name__},", s.place)
        if len(self.out) >= LONGEST:
            raise refused(f"a run of more than {LONGEST} operations", s.place)
        target = Var(s.target.name, REAL, s.target.weak)
        atoms = tuple(a.var if isinstance(a, Node) else Const(a) for a in args)
        if not all(isinstance(a, Var) or isinstance(a.value, int | float | str | None) for a in atoms):
            raise refused(f"`{op.name}` of these arguments", s.place)
        self.out.append(Let(target, op, atoms, s.place))
        node = self.nodes[target] = Node(target, value)
        return node

    def item(self, s: Let, args: list[Any]) -> Any:
        """An item, or a slice."""
        found = args[0]
        if s.op.name == "slice":
            return found[slice(*[plain(a) for a in args[1:4]])]
        if s.op.name != "item":
            raise refused("an array", s.place)
        for key in args[1:]:
            found = found[plain(key)]
        return found

    def compute(self, op: Op, args: list[Any], place: Place | None) -> Any:
        """The value of an operation."""
        if op.form == "binary" and op.name in _BINARY:
            return _BINARY[op.name](*args)
        if op.form == "unary":
            return _UNARY[op.name](*args)
        if op.form == "compare":
            return _COMPARE[op.name](*args)
        if op.form == "call" and callable(op.payload.value):
            split = len(args) - len(op.keywords)
            return op.payload.value(*args[:split], **dict(zip(op.keywords, args[split:], strict=True)))
        raise refused(f"`{op.name}`", place)

    def read(self, op: Op, place: Place | None) -> Any:
        """Data from outside."""
        external = op.payload
        if external.value is not None and not external.data:
            return external.value
        if not external.module:
            where = self.program.cells.get(external.name)
            return where.read() if where is not None else external.value
        thing: Any = sys.modules.get(external.module)
        for part in external.name.split("."):
            if not hasattr(thing, part):
                raise refused(f"`{external.name}`", place)
            thing = getattr(thing, part)
        return thing


_END = object()


def refused(what: str, place: Place | None) -> Refusal:
    """The refusal of what has no evaluation trace."""
    return Refusal(
        "SD503", f"{what} has no evaluation trace of reals", place, "trace a scalar function, or use grad"
    )


def plain(value: Any) -> Any:
    """A value without its node."""
    return value.value if isinstance(value, Node) else value


def deep(value: Any) -> Any:
    """A copy of a list or dict, rows too."""
    if isinstance(value, list):
        return [deep(v) for v in value]
    return {k: deep(v) for k, v in value.items()} if isinstance(value, dict) else value


def holds_node(value: Any) -> bool:
    """Whether a container holds a real that varies."""
    if isinstance(value, dict):
        return any(map(holds_node, value.values()))
    return isinstance(value, Node) or (isinstance(value, list | tuple) and any(map(holds_node, value)))
