"""One call of a function whose derivative is taken inside another one: lowered on the side, and transformed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.data.containers import known_items
from s2sdiff.frontend.data.subscripts import get_item
from s2sdiff.frontend.inner.inner_inputs import Inputs
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.text.parameters import names_of
from s2sdiff.frontend.values import Known, Ref, Seq, Table, Transform, pieces, rebuilt, tree_of
from s2sdiff.graph import Atom, Block, Const, Op, Var, leaves, walk
from s2sdiff.kinds import ANY, REAL, Array, Kind, TupleOf, differentiable, is_number, mixed, plain, strip
from s2sdiff.single import single_real
from s2sdiff.subfunctions import link_of
from s2sdiff.transforms.forward import Forward
from s2sdiff.transforms.reverse import Reverse
from s2sdiff.transforms.structure import real_leaves
from s2sdiff.transforms.unstack import unstack


class Run:
    """One call of an inner function, lowered on the side."""

    def __init__(
        self, ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any], where: list[int | str]
    ) -> None:
        self.ctx, self.t = ctx, t
        args, keywords = list(args), dict(keywords)
        self.inputs = Inputs(ctx)
        names = names_of(t.fn)
        self.chosen: list[Any] = []
        for w in where:
            holder: Any = args if isinstance(w, int) else keywords
            name = w if isinstance(w, str) else (names[w] if w < len(names) else "x")
            holder[w] = self.inputs.fresh(holder[w], name)
            self.chosen.append(holder[w])
        self.wrt = [v for c in self.chosen for v in self.inputs.leaves(c)]
        if not self.wrt:
            raise ctx.refuse("SD403", "the argument holds nothing that can be differentiated")
        self.result, self.body = self.lowered(args, keywords)

    def lowered(self, args: list[Any], keywords: dict[str, Any]) -> tuple[Any, Block]:
        """The value and the statements of the call."""
        ctx = self.ctx
        outside, names, versions = ctx.out, dict(ctx.env.names), dict(ctx.env.versions)
        ctx.out = []
        result = call(ctx, self.t.fn, args, keywords)
        result = whole(ctx, result)
        body, ctx.out = tuple(ctx.out), outside
        own = {id(v) for v in self.wrt}
        for obj, version in versions.items():
            if ctx.env.versions.get(obj, version) is not version and id(version) not in own:
                raise ctx.refuse(
                    "SD206",
                    f"`{obj.name}` is changed by a function whose derivative is taken here",
                    "return the new value instead",
                )
        for key, value in names.items():
            if not key[1].startswith("%") and ctx.env.names.get(key, value) is not value:
                raise ctx.refuse(
                    "SD206",
                    f"`{key[1]}` is set by a function whose derivative is taken here",
                    "return the new value instead",
                )
        if any(link_of(s) is not None for s in walk(body)):
            raise ctx.refuse(
                "SD304",
                "a derivative of a recursive function is taken inside a function",
                "write the recursion as a loop",
            )
        if ctx.env.dead:
            raise ctx.refuse("SD201", "a function whose derivative is taken here always raises")
        return result, body

    def tree(self, value: Any) -> Any:
        """The structured value of atoms that a lowered value stands for."""
        tree = tree_of(value, self.ctx.env.versions)
        if tree is None:
            raise self.ctx.refuse("SD404", "a derivative is taken of a function whose result is not data")
        if any(isinstance(a, Var) and mixed(a.kind) for a in leaves(tree)):
            raise self.ctx.refuse(
                "SD404",
                "a derivative is taken of a list of values of several kinds",
                "return a tuple of them",
            )
        return tree

    def outputs(self) -> list[Var]:
        """The reals of the result."""
        return real_leaves(self.tree(self.result))

    def splice(self, block: Block, derivatives: Iterable[Atom]) -> None:
        """Let statements take the place of the call."""
        results = [a for a in (*leaves(self.tree(self.result)), *derivatives) if isinstance(a, Var)]
        self.ctx.out += self.inputs.settled(unstack(block), results)

    def outside(self, value: Any) -> Any:
        """A value as it is seen after the call: fresh variables are what they stood for."""
        if isinstance(value, Seq | Table):
            return rebuilt(value, [self.outside(v) for v in pieces(value)])
        return self.inputs.stands_for.get(value, value) if isinstance(value, Var) else value

    def mapped(self, value: Any, derivative: Callable[[Var], Atom]) -> Any:
        """The same structure with the derivative in the place of each real."""
        if isinstance(value, Seq | Table):
            return rebuilt(value, [self.mapped(v, derivative) for v in pieces(value)])
        if isinstance(value, Ref):
            found = derivative(self.ctx.env.versions[value.obj])
            return self.ctx.new_object(found, found.name) if isinstance(found, Var) else found
        if isinstance(value, Known):
            value = value.atom
        if isinstance(value, Var) and (differentiable(value.kind) or strip(value.kind) == ANY):
            return self.outside(derivative(value))
        number = isinstance(value, Var | Const) and is_number(value.kind)
        return Const(0.0) if number else value

    def gradient(self, goal: str = "") -> Any:
        """The gradient of one real, with the value or with the rest of the result where that is asked for."""
        goal = goal or self.t.goal
        whole, aux = self.result, None
        if self.t.has_aux:
            if not (isinstance(whole, Seq) and len(whole.items) == 2):
                raise self.ctx.refuse(
                    "SD404", "with has_aux the function returns a pair", "return the real, then the rest"
                )
            whole, aux = whole.items
        single_real(self.tree(whole))
        if self.t.mode == "forward" and len(self.wrt) == 1 and self.wrt[0].kind == REAL:
            found = self.forward([(self.wrt[0], Const(1.0))], whole)
        else:
            found = self.reverse([(self.tree(whole), Const(1.0))])
            found = found if self.t.several else found.items[0]
        if self.t.mode == "forward" and self.t.several and not isinstance(found, Seq):
            found = Seq((found,))
        if goal == "value_and_grad":
            return Seq((self.outside(self.result), found))
        return Seq((found, self.outside(aux))) if aux is not None else found

    def reverse(self, seeds: list[tuple[Any, Any]]) -> Seq:
        """The cotangents of the chosen arguments."""
        sweep = Reverse(self.body, self.wrt, self.outputs(), self.ctx.lines_of)
        sweep.b.derived_again = True
        forward, _ = sweep.run(seeds)
        found = {v: sweep.gradient(v) for v in self.wrt}
        self.splice((*forward, *sweep.b.out), found.values())
        return Seq(tuple(self.mapped(c, lambda v: found[v]) for c in self.chosen))

    def forward(self, seeds: list[tuple[Any, Any]], value: Any) -> Any:
        """The tangent of a value."""
        sweep = Forward(self.body, [v for v, _ in seeds], self.outputs(), self.ctx.lines_of)
        sweep.b.derived_again = True
        sweep.run(seeds)
        found: dict[Var, Atom] = {}

        def note(v: Any) -> None:
            if isinstance(v, Seq | Table):
                for item in pieces(v):
                    note(item)
            else:
                atom = self.tree(v)
                if isinstance(atom, Var):
                    found[atom] = sweep.tangent(atom)

        note(value)
        self.splice(tuple(sweep.b.out), found.values())
        return self.mapped(value, lambda v: found[v])

    def pushed(self, seeds: list[Any]) -> Seq:
        """The value and its tangent."""
        pairs = [p for c, s in zip(self.chosen, seeds, strict=True) for p in self.paired(c, s)]
        tangent = self.forward(pairs, self.result)
        return Seq((self.outside(self.result), tangent))

    def pulled(self, seed: Any) -> Any:
        """The value and the cotangents; the cotangents alone for what `vjp` returned."""
        found = self.reverse(list(self.paired(self.result, seed)))
        if self.t.goal == "pull":
            return found
        return Seq((self.outside(self.result), found if self.t.several else found.items[0]))

    def paired(self, value: Any, seed: Any) -> Iterator[tuple[Any, Any]]:
        """Each real of a structure with its seed."""
        ctx = self.ctx
        if isinstance(value, Table):
            for key, v in value.items.items():
                yield from self.paired(v, get_item(ctx, seed, Const(key)))
            return
        if isinstance(value, Seq):
            for v, s in zip(value.items, known_items(ctx, seed, len(value.items)), strict=True):
                yield from self.paired(v, s)
            return
        atom = self.tree(value)
        if isinstance(atom, Var):
            yield atom, self.seed(value, seed)

    def seed(self, value: Any, seed: Any) -> Atom:
        """The seed of one part of a structure, nobody else's where it may be changed."""
        given = atom_of(self.ctx, seed)
        kind = given.kind
        if value is not None and apart(strip(atom_of(self.ctx, value).kind), strip(kind)):
            raise self.ctx.refuse(
                "SD502",
                "a tangent or cotangent has not the shape of what it belongs to",
                "make it an array of that shape, or a number where that is one",
            )
        if isinstance(value, Ref) or isinstance(seed, Ref) or isinstance(kind, TupleOf):
            copied = self.ctx.let(Op("copy", "copy"), (given,), kind)
            self.inputs.copies[copied] = given
            return copied
        if isinstance(given, Const) and isinstance(given.value, int):
            return Const(float(given.value))
        return given


def apart(one: Kind, other: Kind) -> bool:
    """Whether values of two kinds are known to be of different shapes."""
    a, b = (
        (k.rank, k.dims) if isinstance(k, Array) else (0, ()) if is_number(k) and k != ANY else (None, None)
        for k in (one, other)
    )
    if a[0] is None or b[0] is None:
        return False
    lengths = zip(a[1] or (), b[1] or (), strict=False)
    return a[0] != b[0] or any(isinstance(m, int) and isinstance(n, int) and m != n for m, n in lengths)


def whole(ctx: Lowerer, value: Any) -> Any:
    """A result, of which no part is a part of another container."""
    if isinstance(value, Seq | Table):
        return rebuilt(value, [whole(ctx, v) for v in pieces(value)])
    if isinstance(value, Ref) and value.path:
        return ctx.new_object(own(ctx, value), value.obj.name)
    return value


def own(ctx: Lowerer, ref: Ref) -> Var:
    """A copy of a container."""
    atom = load_ref(ctx, ref)
    return ctx.let(Op("copy", "copy"), (atom,), plain(strip(atom.kind)), ref.obj.name)
