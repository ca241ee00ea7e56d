"""Reverse mode: the program is run forwards, then backwards, statement by statement.

Going backwards, `bars` holds the cotangent of each variable so far; one that has none is zero, and no
zero is ever written down to be added to. Since each variable has one definition, its cotangent is
complete when its definition is reached. (Griewank and Walther, Evaluating Derivatives, 2nd ed.,
chapter 3; the structured form follows Tapenade's store-on-kill.)
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from s2sdiff.analyses.activity import carries_derivative, refuse_complex, useful, varied
from s2sdiff.backend.fold import changing
from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Carry,
    Const,
    Effect,
    External,
    For,
    If,
    Let,
    Merge,
    Multi,
    NewStack,
    Op,
    Stmt,
    Try,
    Update,
    Var,
    While,
    blocks,
    defined,
    free_vars,
    inner_defined,
    link_of,
    walk,
)
from s2sdiff.frontend.arrays import Step, indexed_kind, parts_of
from s2sdiff.frontend.values import kind_of_atom
from s2sdiff.kinds import ANY, BOOL, INT, Array, DictOf, Kind, ListOf, TupleOf, is_number, item_kind, strip
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.custom import partials_of, pulled, stated
from s2sdiff.transforms.calls import cotangent_call
from s2sdiff.transforms.helpers import Helpers
from s2sdiff.transforms.handover import Handover, conditions_noted, stack_kind
from s2sdiff.optimize.rewrite import map_stmt, substitute
from s2sdiff.rules.registry import is_elementwise
from s2sdiff.transforms.partials import applied, call_arguments, partials, refusal
from s2sdiff.transforms.products import picks, product_transposed
from s2sdiff.transforms.shapes import is_complex, changed_later, fitted, is_array, is_fresh
from s2sdiff.transforms.structure import added, is_container, tangent_kind, zero

RANGE = Op("call", "range", External("builtins", "range", range))


def flat(kind: Kind) -> bool:
    """Whether values of a kind are tuples of numbers."""
    kind = strip(kind)
    return isinstance(kind, TupleOf) and all(is_number(k) for k in kind.items)


#: Operations whose slope may be infinite where the function itself is finite, or not be looked at.
SINGULAR = {
    "sqrt", "log", "log2", "log10", "log1p", "arcsin", "arccos", "arccosh", "arctanh", "cbrt", "reciprocal", "power",
    "float_power", "divide", "true_divide", "div", "pow",
}  # fmt: skip


class Reverse:
    """Runs a program backwards."""

    def __init__(self, body: Block, inputs: Iterable[Var], outputs: Iterable[Var], lines_of: Callable[[str], list[str]], used: frozenset[str] = frozenset(), helpers: Helpers | None = None) -> None:
        self.helpers = helpers
        self.calls = 0
        self.changing = changing(body)
        body = conditions_noted(body, self.changing)
        self.body = body
        self.used = used
        self.inputs = set(inputs)
        self.active = varied(body, self.inputs) & useful(body, outputs)
        refuse_complex(body, self.active)
        self.b = Builder(body, lines_of)
        self.bars: dict[Var, Atom] = {}
        self.parts: dict[Var, dict[Any, Atom]] = {}
        self.stacks: list[Var] = []
        self.lengths: dict[Var, Var] = {}
        self.handover = Handover(self.changing, self.new_stack)
        self.depth = 0
        self.fresh: set[Var] = set()
        self.given: set[Var] = set()
        self.masked: set[Var] = set()  # cotangents with zeros where np.where chose something else
        self.primal: set[Var] = {v for s in walk(body) for v in (*defined(s), *inner_defined(s))}
        self.root: dict[Var, Var] = {}
        self.changed_later = changed_later(body)
        self.handover.changed_later = self.changed_later

    def bar_name(self, name: str) -> str:
        """What the cotangent of a variable is called."""
        return self.unused(f"{name}_bar")

    def unused(self, name: str) -> str:
        """A name that the user does not use."""
        while name in self.used:
            name += "_"
        return name

    def new_stack(self, v: Var) -> Var:
        """A stack for the values of a variable."""
        stack = Var(self.unused(f"{v.name}_stack"), stack_kind(v))
        self.stacks.append(stack)
        return stack

    def run(self, seeds: Iterable[tuple[Atom, Atom]]) -> tuple[Block, Block]:
        """The forward sweep and the reverse sweep, given the cotangents of the results."""
        for s in self.body:
            self.b.remember(s)
        for atom, seed in seeds:
            self.add(atom, seed)
        forward = self.block(self.body)
        forward = self.handover.snapshots(forward, self.b)
        return (*(NewStack(s) for s in self.stacks), *forward), tuple(self.b.out)

    def gradient(self, v: Var) -> Atom:
        """The cotangent of an input."""
        found = self.take(v)
        if found is None:
            return self.zero_of(v)
        if is_array(v):
            return self.result_array(v, found)
        return found

    def result_array(self, v: Var, bar: Atom) -> Atom:
        """The gradient by an array: fresh, of its shape and dtype."""
        own, kind = strip(v.kind), strip(kind_of_atom(bar))
        if isinstance(own, Array) and own.dtype != "float64" and isinstance(bar, Var):
            bar = self.b.let(Op("cast", own.dtype), (bar,), own)
        elif isinstance(bar, Var) and (not isinstance(kind, Array) or not self.is_owned(bar) or bar in self.given):
            bar = self.copy(bar) if isinstance(kind, Array) else bar
        if isinstance(bar, Var):
            self.given.add(bar)
        return bar

    # -- cotangents -----------------------------------------------------------------------------

    def wanted(self, a: Atom) -> bool:
        """Whether an atom has a cotangent worth having."""
        return isinstance(a, Var) and a in self.active

    def add(self, a: Atom, bar: Atom) -> None:
        """Add to the cotangent of a variable."""
        if not isinstance(a, Var) or a not in self.active:
            return
        if isinstance(bar, Const) and bar.value == 0 and not is_container(a.kind):
            return
        bar = fitted(self.b, bar, a)
        old = self.bars.get(a)
        if old is None:
            if isinstance(bar, Var) and bar.weak:
                bar.name = self.bar_name(a.name)
            self.bars[a] = bar
            return
        if is_array(a) and isinstance(old, Var) and self.is_owned(old) and self.unshared(a, old) and self.same_shape(old, bar):
            minus = self.b.positive(bar)
            how, value = ("accumulate", bar) if minus is None else ("decrease", minus)
            self.bars[a] = self.changed(old, how, (value,), (("e",),))
            return
        total = added(self.b, old, bar, a.kind)
        if isinstance(total, Var) and total.weak:
            total.name = self.bar_name(a.name)
        self.bars[a] = total

    def unshared(self, a: Var, bar: Var) -> bool:
        """Whether nothing else that is still to be read sees the cotangent of `a`."""
        root = self.root_of(bar)
        return not any(o is not a and isinstance(x, Var) and self.root_of(x) is root for o, x in self.bars.items())

    @staticmethod
    def same_shape(old: Var, bar: Atom) -> bool:
        """Whether a contribution is known to fit in place."""
        kind, other = strip(old.kind), strip(kind_of_atom(bar))
        fits = isinstance(kind, Array) and isinstance(other, Array) and kind.dims is not None and kind.dims == other.dims
        return fits and kind.dtype == other.dtype  # type: ignore[union-attr]

    def take(self, v: Var) -> Atom | None:
        """The complete cotangent of a variable whose definition is reached."""
        parts = self.parts.pop(v, None)
        bar = self.bars.pop(v, None)
        if parts is None:
            return bar
        kind = strip(v.kind)
        assert isinstance(kind, TupleOf)
        items = tuple(parts.get(k, Const(0.0)) for k in range(len(kind.items)))
        packed = self.b.let(Op("tuple", "tuple", None), items, tangent_kind(kind), self.bar_name(v.name))
        return packed if bar is None else added(self.b, bar, packed, kind)

    def zero_of(self, v: Atom) -> Atom:
        """The zero cotangent of a value; of a list that grows or shrinks, by the length it has there."""
        if isinstance(v, Const) or not (is_container(v.kind) or is_array(v)):
            return Const(0.0)
        kind = strip(v.kind)
        if v in self.changing and isinstance(kind, ListOf) and not (kind.item is not None and is_container(kind.item) and not flat(kind.item)):
            count = self.lengths.get(v)
            if count is None:
                count = self.lengths[v] = Var("n", INT, True)
            nothing: Atom = Const(0.0)
            if kind.item is not None and flat(kind.item):
                items = tuple(Const(0.0) for _ in strip(kind.item).items)  # type: ignore[attr-defined]
                nothing = self.b.let(Op("tuple", "tuple", None), items, tangent_kind(kind.item))
            zeros = self.b.let(Op("list", "list"), (nothing,), ListOf(tangent_kind(kind.item or ANY)))
            return self.b.let(Op("binary", "mul"), (zeros, count), tangent_kind(kind), self.bar_name(v.name))
        if v in self.changing and isinstance(kind, ListOf) and self.resized_later(v):
            raise Refusal("SD206", f"`{v.name}` holds containers and grows or shrinks after it is read", None, "build it before it is read")
        result = zero(self.b, v)
        if isinstance(result, Var):
            result.name = self.bar_name(v.name)
        return result

    def resized_later(self, v: Var) -> bool:
        """Whether a container has another length at the end of the program than in version `v`."""
        links: dict[Var, list[Var]] = {}
        resized: set[Var] = set()
        for s in walk(self.body):
            if isinstance(s, Update):
                links.setdefault(s.old, []).append(s.new)
                grows = isinstance(strip(s.old.kind), DictOf) and s.how == "store"
                if grows or s.how in ("append", "pop"):
                    resized.add(s.old)
            for c in getattr(s, "carries", ()):
                for a, b in ((c.init, c.param), (c.next, c.param), (c.next, c.result), (c.init, c.result)):
                    if isinstance(a, Var):
                        links.setdefault(a, []).append(b)
            for m in getattr(s, "merges", ()):
                for a in m.values:
                    if isinstance(a, Var):
                        links.setdefault(a, []).append(m.out)
        seen, work = {v}, [v]
        while work:
            u = work.pop()
            if u in resized:
                return True
            fresh = [w for w in links.get(u, ()) if w not in seen]
            seen.update(fresh)
            work += fresh
        return False

    def held(self, v: Var) -> Var:
        """The cotangent of a container, made if there is none yet."""
        bar = self.bars.get(v)
        if bar is None:
            bar = self.zero_of(v)
        if isinstance(bar, Const):
            bar = self.zero_of(v)
        assert isinstance(bar, Var)
        return self.owned(v, bar) if is_array(bar) else bar

    def owned(self, v: Var, bar: Var) -> Var:
        """The cotangent of `v`, as an array that may be changed in place: nobody else sees it."""
        root = self.root_of(bar)
        for other, seen in list(self.bars.items()):
            if other is not v and isinstance(seen, Var) and is_array(seen) and self.root_of(seen) is root:
                self.bars[other] = self.copy(seen)
        return bar if self.is_owned(bar) else self.copy(bar)

    def root_of(self, bar: Var) -> Var:
        """The array whose memory a cotangent may show: that of the views that lead to it."""
        while True:
            if bar in self.root:
                return self.root[bar]
            d = self.b.defs.get(bar)
            if d is None or is_fresh(d) or not d.args or not is_array(d.args[0]):
                return bar
            bar = d.args[0]  # type: ignore[assignment]

    def alone(self, bars: list[Atom]) -> list[Atom]:
        """Cotangents that start or go round a loop: arrays of their own, and none of them twice."""
        seen: set[Var] = set()
        found: list[Atom] = []
        for bar in bars:
            if isinstance(bar, Var) and is_array(bar):
                root = self.root_of(bar)
                others = [o for o, x in self.bars.items() if isinstance(x, Var) and is_array(x) and self.root_of(x) is root]
                if others or root in seen or not self.is_owned(bar):
                    bar = self.copy(bar)
                seen.add(self.root_of(bar))
            found.append(bar)
        return found

    def is_owned(self, bar: Var) -> bool:
        """Whether a cotangent is an array of its own."""
        return bar in self.fresh or (bar not in self.primal and is_fresh(self.b.defs.get(bar)))

    def copy(self, bar: Var) -> Var:
        """A copy of a cotangent."""
        return self.b.let(Op("copy", "copy"), (bar,), bar.kind, bar.name)

    def part(self, bar: Var, spec: Any, path: list[Atom], kind: Kind) -> Var:
        """The part of a cotangent that a subscript leads to; it is a view, and is remembered as one."""
        found = self.b.let(Op("item", "index", spec), (bar, *path), kind)
        if is_array(found):
            self.root[found] = self.root_of(bar)
            self.b.volatile.add(found)
        return found

    def changed(self, bar: Var, how: str, args: tuple[Atom, ...], spec: Any) -> Var:
        """A cotangent changed in place."""
        new = self.b.update(bar, how, args, None, spec)
        self.root[new] = self.root_of(bar)
        self.fresh.add(new)
        return new

    # -- statements -----------------------------------------------------------------------------

    def block(self, body: Block) -> Block:
        """Run a block backwards; gives the block of the forward sweep."""
        forward: list[Stmt] = []
        for s in reversed(body):
            new = self.statement(s)
            lengths = [Let(self.lengths.pop(v), Op("call", "len", External("builtins", "len", len)), (v,)) for v in defined(s) if v in self.lengths]
            forward += [*reversed(lengths), new]
        forward.reverse()
        return tuple(forward)

    def lengths_of(self, found: Iterable[Var]) -> list[Stmt]:
        """The statements that note the lengths which the reverse sweep asked for."""
        return [Let(self.lengths.pop(v), Op("call", "len", External("builtins", "len", len)), (v,)) for v in found if v in self.lengths]

    def statement(self, s: Stmt) -> Stmt:
        """Run a statement backwards; gives the statement of the forward sweep."""
        if isinstance(s, Let):
            rule = stated(s.op)
            if rule is not None and rule.vjp is not None and s.target not in self.inputs:
                bar = self.take(s.target)
                return s if bar is None else pulled(self, s, rule, bar)
            self.let(s)
        elif isinstance(s, Update):
            self.update(s)
        elif isinstance(s, If):
            return self.branch(s)
        elif isinstance(s, For | While):
            return self.loop(s)
        elif isinstance(s, Try):
            return self.attempt(s)
        elif isinstance(s, Multi) and link_of(s) is not None:
            return cotangent_call(self, s)
        elif isinstance(s, Multi):
            if any(t in self.bars for t in s.targets):
                raise Refusal("SD301", f"`{s.op.name}` has no derivative rule", s.place)
        return s

    def let(self, s: Let) -> None:
        """One operation."""
        if s.target in self.inputs:
            return
        bar = self.take(s.target)
        if bar is None:
            return
        form = s.op.form
        if form == "binary" and s.op.name == "matmul":
            self.matmul(s, bar)
        elif form in ("cast", "attr"):
            self.reshaped(s, bar)
        elif form == "call":
            self.call(s, bar)
        elif form in ("binary", "unary", "implicit"):
            for a, partial in list(partials(self.b, s, self.wanted)):
                self.add(a, self.guarded(s, bar, partial(bar)))
        elif form == "item":
            self.load(s, bar)
        elif form in ("list", "dict"):
            keys = range(len(s.args)) if form == "list" else s.op.payload or ()
            for key, a in zip(keys, s.args, strict=True):
                if self.wanted(a):
                    self.add(a, self.b.let(Op("item", "item"), (bar, Const(key)), tangent_kind(a.kind)))  # type: ignore[union-attr]
        elif form == "tuple":
            for k, a in enumerate(s.args):
                if self.wanted(a):
                    self.add(a, self.b.let(Op("item", "item"), (bar, Const(k)), tangent_kind(a.kind)))  # type: ignore[union-attr]
        elif form == "copy":
            self.add(s.args[0], bar)
        elif any(self.wanted(a) for a in s.args):
            raise refusal(s)

    def load(self, s: Let, bar: Atom) -> None:
        """``v = base[i]``: the cotangent of v goes to the item."""
        base, *path = s.args
        if not self.wanted(base):
            return
        assert isinstance(base, Var)
        kind = strip(base.kind)
        if s.op.name == "index":
            how = "add_at" if any(picks(a) for a in path) else "accumulate"
            held = self.held(base)
            minus = self.b.positive(bar)
            if minus is not None and how == "accumulate":
                how, bar = "decrease", minus
            self.bars[base] = self.changed(held, how, (*path, bar), s.op.payload)
            return
        if s.op.name == "slice":
            raise Refusal("SD201", "a slice of a sequence of unknown kind is differentiated", s.place, "loop over its items")
        if isinstance(kind, TupleOf):
            key = path[0]
            if not isinstance(key, Const) or len(path) > 1:
                raise Refusal("SD201", "a tuple is indexed by a value that is not a literal", s.place, "use a list")
            parts = self.parts.setdefault(base, {})
            index = key.value % len(kind.items)
            parts[index] = added(self.b, parts[index], bar, kind.items[index]) if index in parts else bar
            return
        if not isinstance(kind, ListOf | DictOf):
            raise refusal(s)
        held = self.held(base)
        if is_container(s.target.kind):
            old = self.b.let(Op("item", "item"), (held, *path), tangent_kind(s.target.kind))
            self.bars[base] = self.b.update(held, "store", (*path, added(self.b, old, bar, s.target.kind)))
        else:
            minus = self.b.definition(bar, "neg")
            how, value = ("decrease", minus[0]) if minus else ("accumulate", bar)
            self.bars[base] = self.b.update(held, how, (*path, value))

    def update(self, s: Update) -> None:
        """A container changed in place: its cotangent is changed back."""
        bar = self.bars.pop(s.new, None)
        if s.spec is not None:
            if bar is not None:
                assert isinstance(bar, Var)
                self.array_update(s, bar)
        elif s.how == "store":
            *path, value = s.args
            if bar is None:
                return
            assert isinstance(bar, Var)
            if self.wanted(value):
                assert isinstance(value, Var)
                if isinstance(strip(value.kind), TupleOf):
                    held = self.b.let(Op("item", "item"), (bar, *path), tangent_kind(value.kind))
                    self.add(value, held)
                    self.bars[s.old] = self.b.update(bar, "store", (*path, self.zero_of(value)))
                    return
                if is_container(value.kind):
                    raise Refusal("SD206", "an item that is itself a container is replaced", s.place, "append rows to a new list")
                self.add(value, self.b.let(Op("item", "item"), (bar, *path), tangent_kind(value.kind)))
            elif isinstance(value, Var) and is_container(value.kind):
                raise Refusal("SD206", "an item that is itself a container is replaced", s.place, "append rows to a new list")
            self.bars[s.old] = self.b.update(bar, "store", (*path, Const(0.0)))
        elif s.how == "append":
            if bar is None:
                return
            assert isinstance(bar, Var)
            *path, value = s.args
            item = Var(self.bar_name(value.name) if isinstance(value, Var) else "t", tangent_kind(value.kind) if isinstance(value, Var) else ANY, True)
            self.bars[s.old] = self.b.update(bar, "pop", tuple(path), item)
            self.add(value, item)
        elif s.how == "pop":
            item_bar = self.take(s.item) if s.item is not None else None
            if bar is None and item_bar is None:
                return
            if bar is None:
                bar = self.zero_of(s.new)
            assert isinstance(bar, Var)
            assert s.item is not None
            if item_bar is None:
                item_bar = self.zero_of(s.item)
            self.bars[s.old] = self.b.update(bar, "append", (*s.args, item_bar))
        elif bar is not None:
            raise Refusal("SD206", f"`{s.how}` of a list is differentiated", s.place)

    def array_update(self, s: Update, bar: Var) -> None:
        """An array changed in place: its cotangent is read there, and cleared where the old value is gone."""
        *path, value = s.args
        kind = self.part_kind(s)
        store = s.how == "store"
        if store and s.spec == (("e",),):
            self.add(value, bar)
            return
        self.bars[s.old] = bar
        view: Var | None = None
        if self.wanted(value):
            view = bar if s.spec == (("e",),) else self.part(bar, s.spec, path, kind)
            if store and is_array(view) and not any(picks(a) for a in path):
                view = self.copy(view)
        if store:  # cleared before the value gets its share, for the value may be the array itself
            held = self.owned(s.old, bar) if is_array(bar) else bar
            self.bars[s.old] = self.changed(held, "store", (*path, Const(0.0)), s.spec)
        if view is not None:
            self.add(value, self.b.neg(view) if s.how == "decrease" else view)

    def part_kind(self, s: Update) -> Kind:
        """The kind of the part of an array that a statement changes."""
        kind: Any = strip(s.old.kind)
        atoms = iter(s.args[:-1])
        for step in s.spec:
            if step == ("k",):
                next(atoms)
                kind = strip(item_kind(kind))
                continue
            taken = tuple(next(atoms) for code in step for _ in range(3 if code == "s" else code == "i"))
            kind = indexed_kind(self.b, kind, parts_of(Step(step, taken)))
        return tangent_kind(kind)

    def call(self, s: Let, bar: Atom) -> None:
        """A function with a rule: its transpose, or its tangent transposed."""
        declared = stated(s.op)
        if declared is not None:
            for v, partial in list(partials_of(self.b, s, declared, self.wanted)):
                self.add(v, partial(bar))
            return
        for a, name, rule, given in list(call_arguments(s, self.wanted)):
            if name in rule.transposes:
                found = self.b.inline(rule.transposes[name], {**given, "out_bar": bar})
                if s.op.name == "where" and isinstance(found, Var):
                    self.masked.add(found)
                self.add(a, found)
            elif is_elementwise(rule.tangents[name]) and not is_complex(strip(a.kind)):
                self.add(a, self.guarded(s, bar, applied(self.b, s, rule, name, given, bar)))
            else:
                self.transpose(s, a, rule.tangents[name], name, given, bar)

    def guarded(self, s: Let, bar: Atom, part: Atom) -> Atom:
        """A contribution in which a cotangent that np.where made zero stays zero, even where the slope is infinite."""
        if not isinstance(bar, Var) or bar not in self.masked or not isinstance(part, Var):
            return part
        if s.op.name in SINGULAR:
            kind = strip(part.kind)
            mask = Array("bool", kind.rank, kind.dims) if isinstance(kind, Array) else BOOL
            none = self.b.let(Op("compare", "eq"), (bar, Const(0)), mask)
            part = self.b.let(Op("call", "where", External("numpy", "where", np.where)), (none, Const(0.0), part), part.kind)
        self.masked.add(part)  # type: ignore[arg-type]
        return part

    def transpose(self, s: Let, a: Var, body: Any, name: str, given: dict[str, Atom], bar: Atom) -> None:
        """Run the body of a tangent rule, which is linear in the tangent, backwards."""
        dot = Var(f"{name}_dot", a.kind, True)
        arguments = {**given, f"{name}_dot": dot}
        if "out" in inspect.signature(body).parameters:
            arguments["out"] = s.target
        statements, result = self.b.lowered(body, arguments)
        start = len(self.b.out)
        linear = varied(statements, {dot})
        active, self.active = self.active, linear  # the rest of the body counts as constant
        mapping: dict[Var, Atom] = {}
        kept: list[Stmt] = []
        for x in statements:
            x = map_stmt(x, lambda v: mapping.get(v, v) if isinstance(v, Var) else v)
            # The argument stands in for its tangent where only a shape or a dtype is asked for.
            stand_in = map_stmt(x, lambda v: a if v is dot else v)
            if any(v in linear for v in defined(x)):
                kept.append(x)
                self.b.out.append(stand_in)
                if isinstance(x, Let):
                    self.b.defs[x.target] = x
            elif isinstance(stand_in, Let):
                mapping[stand_in.target] = self.b.absorb((stand_in,), stand_in.target)
            else:
                self.b.out.append(stand_in)
        self.add(mapping.get(result, result) if isinstance(result, Var) else result, bar)
        for x in reversed(kept):
            if self.statement(x) is not x:
                raise Refusal("SD302", f"the rule of `{s.op.name}` cannot be run backwards", s.place)
        found = self.take(dot)
        self.active = active
        self.b.out[start:] = substitute(tuple(self.b.out[start:]), {dot: a})
        if found is not None:
            self.add(a, found)

    def matmul(self, s: Let, bar: Atom) -> None:
        """``x @ y``: each cotangent is a product with the other transposed."""
        x, y = s.args
        for a, name in ((x, "x1"), (y, "x2")):
            if self.wanted(a):
                self.add(a, product_transposed(self.b, bar, x, y, name))

    def reshaped(self, s: Let, bar: Atom) -> None:
        """A change of dtype, or ``.T``."""
        (a,) = s.args
        if not self.wanted(a):
            return
        assert isinstance(a, Var) and isinstance(bar, Var)
        if s.op.form == "cast":
            own = strip(a.kind)
            assert isinstance(own, Array)
            self.add(a, self.b.let(Op("cast", own.dtype), (bar,), own))
        elif s.op.name == "T":
            turned = self.b.let(s.op, (bar,), a.kind)
            self.root[turned] = self.root_of(bar)
            self.b.volatile.add(turned)
            self.add(a, turned)
        else:
            raise refusal(s)

    # -- branches -------------------------------------------------------------------------------

    def ways(self, forwards: list[Block], merges: tuple[Merge, ...]) -> tuple[list[Block], list[Block], list[dict[Var, Atom]]]:
        """Run the ways of a branch backwards, each from the same cotangents."""
        outs = {m.out: self.take(m.out) for m in merges}
        before, parts_before = dict(self.bars), dict(self.parts)
        news: list[Block] = []
        backs: list[Block] = []
        ends: list[dict[Var, Atom]] = []
        for k, block in enumerate(forwards):
            self.bars = dict(before)
            self.parts = {v: dict(p) for v, p in parts_before.items()}

            def work(k: int = k, block: Block = block) -> Block:
                for m in merges:
                    bar = outs[m.out]
                    if bar is not None and m.values[k] is not UNDEFINED:
                        self.add(m.values[k], bar)
                new = self.block(block)
                for v in [v for v in self.parts if self.parts[v] != parts_before.get(v)]:
                    whole = self.take(v)
                    if whole is not None:
                        self.bars[v] = whole
                return new

            back, new = self.b.nested(work)
            news.append(new)
            backs.append(back)
            ends.append(self.bars)
        self.parts = {v: p for v, p in parts_before.items() if all(v not in e or e[v] is before.get(v) for e in ends)}
        return news, backs, ends

    def join(self, ends: list[dict[Var, Atom]], backs: list[Block], inside: set[Var]) -> tuple[list[Block], tuple[Merge, ...]]:
        """Name the cotangents that the ways leave differently."""
        merges: list[Merge] = []
        joined: dict[Var, Atom] = {}
        extra: list[list[Stmt]] = [[] for _ in ends]
        for v in dict.fromkeys(v for e in ends for v in e):
            if v in inside:
                continue
            values = [e.get(v) for e in ends]
            if all(x is values[0] for x in values):
                joined[v] = values[0]  # type: ignore[assignment]
                continue
            atoms: list[Atom] = []
            for k, x in enumerate(values):
                if x is None:
                    block, x = self.b.nested(lambda v=v: self.zero_of(v))  # type: ignore[misc]
                    extra[k] += block
                if is_array(v) and isinstance(x, Var) and not self.is_owned(x):
                    block, x = self.b.nested(lambda x=x: self.copy(x))  # type: ignore[misc]
                    extra[k] += block
                atoms.append(x)  # type: ignore[arg-type]
            out = Var(self.bar_name(v.name), tangent_kind(v.kind))
            if is_array(v):
                self.fresh.add(out)
            merges.append(Merge(out, tuple(atoms)))
            joined[v] = out
        self.bars = joined
        return [(*b, *e) for b, e in zip(backs, extra, strict=True)], tuple(merges)

    def branch(self, s: If) -> Stmt:
        """A branch: the same way is taken back."""
        raising = [k for k, b in enumerate((s.then, s.orelse)) if b and isinstance(b[-1], Effect) and b[-1].how == "raise"]
        news, backs, ends = self.ways([s.then, s.orelse], s.merges)
        inside = {v for b in (s.then, s.orelse) for x in b for v in defined(x)}
        if len(raising) == 1:
            return self.only_way(s, news, backs, ends, 1 - raising[0])
        backs, merges = self.join(ends, backs, inside)
        new, backs, merges = self.hand_over_ways(s, news, backs, merges)
        if backs[0] or backs[1] or merges:
            self.b.out.append(If(s.cond, backs[0], backs[1], merges, s.place))
        return new

    def hand_over_ways(self, s: If, news: list[Block], backs: list[Block], merges: tuple[Merge, ...]) -> tuple[If, list[Block], tuple[Merge, ...]]:
        """Hand over between the ways of a branch and the same ways back."""
        more: list[Merge] = []
        columns: list[list[Atom]] = []
        for k in (0, 1):
            back = (*backs[k], *self.ends([m.values[k] for m in merges]))
            if self.depth:
                news[k], back = self.handover.branch(news[k], back)
            else:
                back, escaped = self.handover.escape(news[k], back, k, 2)
                more += escaped
            backs[k], values = self.split_ends(back, len(merges))
            columns.append(values)
        fixed = tuple(Merge(m.out, values) for m, values in zip(merges, zip(*columns, strict=True), strict=True))
        return replace(s, then=news[0], orelse=news[1], merges=(*s.merges, *more)), backs, fixed

    @staticmethod
    def ends(atoms: list[Atom]) -> list[Stmt]:
        """Values that a block leaves, as statements, so that they take part in the handover."""
        return [Let(Var("t", ANY), Op("end", "end"), (a,)) for a in atoms]

    @staticmethod
    def split_ends(block: Block, count: int) -> tuple[Block, list[Atom]]:
        """A block without its last `count` pseudo-statements, and the values that they name."""
        cut = len(block) - count
        return block[:cut], [e.args[0] for e in block[cut:] if isinstance(e, Let)]

    def only_way(self, s: If, news: list[Block], backs: list[Block], ends: list[dict[Var, Atom]], k: int) -> Stmt:
        """A branch of which the other way raises: going back there is no choice."""
        inside = {v for x in (s.then, s.orelse)[k] for v in defined(x)}
        bars = {v: a for v, a in ends[k].items() if v not in inside}
        back = (*backs[k], *self.ends(list(bars.values())))
        if self.depth:
            news[k], back = self.handover.branch(news[k], back)
            escaped: list[Merge] = []
        else:
            back, escaped = self.handover.escape(news[k], back, k, 2)
        back, values = self.split_ends(back, len(bars))
        self.bars = dict(zip(bars, values, strict=True))
        self.b.out += back
        return replace(s, then=news[0], orelse=news[1], merges=(*s.merges, *escaped))

    def attempt(self, s: Try) -> Stmt:
        """``try``: which way was taken is noted, and taken back."""
        stacks, calls = len(self.stacks), self.calls
        blocks_ = [s.body, *(h.body for h in s.handlers)]
        news, backs, ends = self.ways(blocks_, s.merges)
        inside = {v for b in blocks_ for x in b for v in defined(x)}
        backs, merges = self.join(ends, backs, inside)
        if self.calls > calls:
            raise Refusal("SD203", "a recursive call inside `try` would have to remember values that an exception leaves behind", s.place, "move it out of the `try`")
        if len(self.stacks) > stacks:
            raise Refusal("SD203", "a loop inside `try` would have to remember values that an exception leaves behind", s.place, "move the loop out of the `try`")
        more: list[Merge] = []
        way = Var("way", INT, False)
        columns: list[list[Atom]] = []
        for k in range(len(blocks_)):
            back = (*backs[k], *self.ends([m.values[k] for m in merges]))
            back, escaped = self.handover.escape(news[k], back, k, len(blocks_), fill=self.depth > 0)
            backs[k], values = self.split_ends(back, len(merges))
            columns.append(values)
            more += escaped
        if any(backs) or merges:
            more.append(Merge(way, tuple(Const(k) for k in range(len(blocks_)))))
            fixed = [Merge(m.out, values) for m, values in zip(merges, zip(*columns, strict=True), strict=True)]
            self.choose_way(way, backs, fixed)
        handlers = tuple(replace(h, body=b) for h, b in zip(s.handlers, news[1:], strict=True))
        return replace(s, body=news[0], handlers=handlers, merges=(*s.merges, *more))

    def choose_way(self, way: Var, backs: list[Block], merges: list[Merge]) -> None:
        """A chain of branches on the number of the way that was taken."""
        from s2sdiff.kinds import BOOL

        def rest(k: int) -> tuple[Block, dict[Var, Atom]]:
            if k == len(backs) - 1:
                return backs[k], {m.out: m.values[k] for m in merges}
            block, (cond, inner) = self.b.nested(lambda: (self.b.let(Op("compare", "eq"), (way, Const(k)), BOOL), rest(k + 1)))
            outs = {m.out: (m.out if k == 0 else Var(m.out.name, m.out.kind)) for m in merges}
            joined = tuple(Merge(outs[m.out], (m.values[k], inner[1][m.out])) for m in merges)
            return (*block, If(cond, backs[k], inner[0], joined)), dict(outs)

        block, _ = rest(0)
        self.b.out += block

    # -- loops ----------------------------------------------------------------------------------

    def loop(self, s: For | While) -> Stmt:
        """A loop: as many trips backwards."""
        results = {c: self.take(c.result) for c in s.carries}
        if isinstance(s, While) and any(isinstance(x, Update) for x in walk(s.test)):
            raise Refusal("SD201", "the condition of this loop changes a container", s.place, "change it in the body")
        going = [c for c in s.carries if c.param in self.active or (c.result in self.active and results[c] is not None)]
        outer = [v for v in free_vars(s) if v in self.active]
        if not any(results.values()) and not any(v in self.bars for v in outer):
            return s
        before = self.bars
        self.bars = {}
        params = {c: Var(self.bar_name(c.param.name), tangent_kind(c.param.kind)) for c in going}
        sums = {v: Var(self.bar_name(v.name), tangent_kind(v.kind)) for v in outer}
        parts, self.parts = self.parts, {}
        self.depth += 1

        self.fresh.update(p for p in (*params.values(), *sums.values()) if is_array(p))

        def body() -> tuple[Block, dict[Carry, Atom]]:
            self.bars.update(sums)
            for c in going:
                self.add(c.next, params[c])
            new = self.block(s.body)
            new = (*self.lengths_of(c.param for c in s.carries), *new)
            for v in list(self.parts):
                whole = self.take(v)
                if whole is not None:
                    self.bars[v] = whole
            nexts = dict(zip(going, self.alone([self.taken(c.param) for c in going]), strict=True))
            for v in sums:
                if self.bars.get(v) is not sums[v] and v in self.bars:
                    self.bars[v] = self.own_at_end(self.bars[v])
            return new, nexts

        back, (new_body, nexts) = self.b.nested(body)
        self.depth -= 1
        inner, self.bars, self.parts = self.bars, before, parts
        carries: list[Carry] = []
        unchanged: dict[Var, Atom] = {}
        starts = self.alone([self.zero_of(c.result) if results[c] is None else results[c] for c in going])  # type: ignore[misc]
        for c, start in zip(going, starts, strict=True):
            out = Var(params[c].name, params[c].kind)
            carries.append(Carry(params[c], start, nexts[c], out))
        totals: list[tuple[Var, Var]] = []
        for v, p in sums.items():
            last = inner.get(v)
            if last is p or last is None:
                unchanged[p] = self.bars.get(v, Const(0.0))
                continue
            start = self.bars.get(v)
            out = Var(p.name, p.kind)
            carries.append(Carry(p, self.own_before(v, self.zero_of(v) if start is None else start), last, out))
            totals.append((v, out))
        new = self.emit_loop(s, new_body, back, carries, unchanged)
        self.fresh.update(c.result for c in carries if is_array(c.result))
        for v, out in totals:
            self.bars[v] = out
        for c, carry in zip(going, carries, strict=False):
            self.add(c.init, carry.result)
        return new

    def own_at_end(self, bar: Atom) -> Atom:
        """A cotangent that goes round a loop: an array of its own."""
        return bar if not isinstance(bar, Var) or not is_array(bar) or self.is_owned(bar) else self.copy(bar)

    def own_before(self, v: Var, bar: Atom) -> Atom:
        """The cotangent of `v` that a loop adds to: an array that nobody else sees."""
        return self.owned(v, bar) if isinstance(bar, Var) and is_array(bar) else bar

    def taken(self, v: Var) -> Atom:
        """The cotangent of a loop's parameter at the start of a trip."""
        bar = self.bars.pop(v, None)
        if bar is None:
            return self.zero_of(v)
        return bar

    def emit_loop(self, s: For | While, new_body: Block, back: Block, carries: list[Carry], unchanged: dict[Var, Atom]) -> Stmt:
        """Emit the reversed loop, and give the loop of the forward sweep, which may count its trips."""
        from s2sdiff.optimize.dead import eliminate
        from s2sdiff.optimize.rewrite import substitute

        back = substitute(back, unchanged)
        carries = [replace(c, next=unchanged.get(c.next, c.next) if isinstance(c.next, Var) else c.next) for c in carries]
        back = eliminate(back, [c.next for c in carries])
        index = Var(s.index.name, s.index.kind, s.index.weak) if isinstance(s, For) else Var("k", INT, True)
        replay: dict[Var, Atom] = {s.index: index} if isinstance(s, For) else {}
        own = tuple(c.param for c in s.carries)
        if isinstance(s, While):
            new_test = self.block_test(s)
        first = len(self.stacks)
        new_body, back = self.handover.loop(own, new_body, (*back, *self.ends([c.next for c in carries])), replay)
        back, values = self.split_ends(back, len(carries))
        fixed = tuple(replace(c, next=v) for c, v in zip(carries, values, strict=True))
        drain = next((st for st in self.stacks[first:] if self.pushed_once(st, new_body)), None) if not self.depth else None
        if isinstance(s, For) and s.stop is None:
            used = any(index in x for x in [set(free_vars(y)) for y in back]) or any(c.next is index for c in fixed)
            self.b.out.append(For(index, self.seq_again(s.seq, used, None), back, fixed, None, s.place))
            return replace(s, body=new_body)
        if isinstance(s, While) and drain is not None:
            self.b.out.append(While((), drain, back, fixed, None, s.place))
            return replace(s, test=new_test, body=new_body)
        count, more, trips = Var("trips", INT), Var("trips", INT), Var("trips", INT)
        counting = Carry(count, Const(0), more, trips)
        new_body = (*new_body, Let(more, Op("binary", "add"), (count, Const(1))))
        used = isinstance(s, For) and any(index in set(free_vars(y)) for y in back)
        seq = self.seq_again(s.seq, True, trips) if isinstance(s, For) and used else self.b.let(RANGE, (trips,), ANY)
        self.b.out.append(For(index, seq, back, fixed, None, s.place))
        if isinstance(s, For):
            return replace(s, body=new_body, carries=(*s.carries, counting))
        return replace(s, test=new_test, body=new_body, carries=(*s.carries, counting))

    def block_test(self, s: While) -> Block:
        """The condition of a while loop, which has no cotangent."""
        return s.test

    @staticmethod
    def pushed_once(stack: Var, body: Block) -> bool:
        """Whether each trip pushes exactly one value on a stack."""
        from s2sdiff.graph import Push

        return any(isinstance(x, Push) and x.stack is stack for x in body)

    def seq_again(self, seq: Atom, reverse: bool, trips: Var | None) -> Atom:
        """The sequence that a loop went over, from its end; the trips taken of it, if it ended early."""
        none = Const(None)
        d = self.b.defs.get(seq) if isinstance(seq, Var) else None
        again: Atom = self.b.let(d.op, d.args, d.target.kind, "range") if d is not None and self.is_range(d) else seq
        if trips is not None:
            if d is not None and d.op.name == "range" and len(d.args) == 1:
                again = self.b.let(RANGE, (trips,), ANY, "range")
            else:
                again = self.b.let(Op("item", "slice"), (again, none, trips, none), ANY, "range")
        if not reverse:
            return again
        return self.b.let(Op("item", "slice"), (again, none, none, Const(-1)), ANY, "range")

    def is_range(self, d: Let) -> bool:
        """Whether a sequence is a range, which costs nothing to write again."""
        return d.op.form == "call" and d.op.name == "range"


__all__ = ["Reverse", "blocks", "carries_derivative"]
