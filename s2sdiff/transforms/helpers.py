"""The functions that a derivative calls: what becomes of recursive functions in either mode.

    primal    value = power(x, n)
    jvp       value, value_dot = power_jvp(x, n, x_dot)
    fwd       value = power_fwd(x, n, stack)             the forward sweep: it pushes what it keeps
    rev       x_bar = power_rev(x, n, value_bar, stack)  the reverse sweep: it pops that

An activation is to a recursive function what a trip is to a loop, so the sweeps hand over as those of a
loop do. Containers go by reference: the cotangent of one is passed along and changed in place.
"""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Callable
from typing import Any

from s2sdiff.analyses.flows import reachable, varying
from s2sdiff.analyses.free import read_by
from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    For,
    Function,
    If,
    Let,
    Multi,
    NewStack,
    Op,
    Push,
    Stmt,
    Tree,
    Try,
    Update,
    Value,
    Var,
    While,
    has,
    walk,
)
from s2sdiff.kinds import BOOL, INT, REAL, Array, DictOf, ListOf, plain, strip
from s2sdiff.optimize.dead import eliminate
from s2sdiff.optimize.rewrite import with_blocks
from s2sdiff.subfunctions import Link, SubFunction, link_of, rewritten
from s2sdiff.transforms.handover import conditions_noted, stack_kind
from s2sdiff.transforms.structure import tangent_kind


class Helper:
    """A function of the generated module; `finals` are the containers that it leaves changed."""

    def __init__(self, sub: SubFunction, how: str) -> None:
        self.sub, self.how = sub, how
        self.params: list[Var] = []
        self.body: Block = ()
        self.result: Value = Const(None)
        self.finals: tuple[Var, ...] = ()
        self.own: list[Var] = []
        self.stacks: list[Var] = []
        self.name = ""


class Pair:
    """The forward and the reverse sweep of a function.

    `taken` are the positions of the parameters that the reverse sweep reads too, `seeded` those of the
    results that it takes cotangents of, `held` those of the containers that have one, `given` those of
    the other parameters whose cotangents it returns.
    """

    def __init__(self, sub: SubFunction, mask: frozenset[int], unstable: frozenset[int]) -> None:
        self.fwd, self.rev = Helper(sub, "fwd"), Helper(sub, "rev")
        hot = varying(sub, mask)
        self.seeded = [k for k in range(len(sub.results)) if hot[k]]
        self.held = [k for k in sorted(mask) if by_reference(sub.params[k])]
        self.given = [k for k in sorted(mask) if k not in self.held]
        self.taken = [k for k in range(len(sub.params)) if k not in unstable]


def by_reference(v: Var) -> bool:
    """Whether the cotangent of a variable is a container that is changed in place."""
    return isinstance(strip(v.kind), ListOf | DictOf)


class Helpers:
    """Makes the functions that are asked for, one for each choice of active parameters."""

    def __init__(self, lines_of: Callable[[str], list[str]], used: frozenset[str]) -> None:
        self.lines_of, self.used = lines_of, set(used)
        self.taken: set[str] = set()
        self.calls: set[str] = set()
        self.stacks: set[Var] = set()
        self.made: dict[Any, Any] = {}
        self.linked: dict[Helper, None] = {}

    # -- deriving -------------------------------------------------------------------------------

    def primal(self, sub: SubFunction) -> Helper:
        """The function itself."""
        helper: Helper | None = self.made.get((sub, "primal"))
        if helper is None:
            helper = self.made[sub, "primal"] = Helper(sub, "")
            helper.params, helper.body, helper.finals = list(sub.params), sub.body, sub.finals
            helper.result = returned(sub.results)
        return helper

    def jvp(self, sub: SubFunction, mask: frozenset[int]) -> Helper:
        """The function with its tangent along the parameters at the positions in `mask`."""
        found: Helper | None = self.made.get((sub, "jvp", mask))
        if found is not None:
            return found
        helper: Helper = Helper(sub, "jvp")
        self.made[sub, "jvp", mask] = helper
        from s2sdiff.transforms.forward import Forward

        names = {p.name for p in sub.params}
        dots = {
            k: Var(fresh(f"{sub.params[k].name}_dot", names), tangent_kind(sub.params[k].kind))
            for k in sorted(mask)
        }
        hot = varying(sub, mask)
        outs = [a for a, h in zip((*sub.results, *sub.finals), hot, strict=True) if h and isinstance(a, Var)]
        sweep = Forward(sub.body, [sub.params[k] for k in mask], outs, self.lines_of, sub.names, self)
        sweep.run((sub.params[k], dot) for k, dot in dots.items())
        tangents = [sweep.tangent(a) for a, h in zip(sub.results, hot, strict=False) if h]
        finals = [sweep.tangent(v) for v, h in zip(sub.finals, hot[len(sub.results) :], strict=True) if h]
        helper.params = [*sub.params, *dots.values()]
        helper.body = tuple(sweep.b.out)
        helper.result = returned((*sub.results, *tangents))
        helper.finals = (*sub.finals, *(v for v in finals if isinstance(v, Var)))
        check_in_place(
            helper.body,
            [dots[at] for at, h in zip(sub.updates, hot[len(sub.results) :], strict=True) if h],
            finals,
        )
        return helper

    def pair(self, sub: SubFunction, mask: frozenset[int], unstable: frozenset[int]) -> Pair:
        """The sweeps by the parameters in `mask`; those in `unstable` change before the reverse sweep."""
        found: Pair | None = self.made.get((sub, mask, unstable))
        if found is not None:
            return found
        pair: Pair = Pair(sub, mask, unstable)
        self.made[sub, mask, unstable] = pair
        from s2sdiff.transforms.reverse import Reverse

        names = {p.name for p in sub.params}
        hot = varying(sub, mask)
        outs = [a for a, h in zip((*sub.results, *sub.finals), hot, strict=True) if h and isinstance(a, Var)]
        outs += [sub.params[k] for k in pair.held]
        sweep = Reverse(sub.body, [sub.params[k] for k in mask], outs, self.lines_of, sub.names, self)
        sweep.depth = 1
        stacks: dict[Any, Var] = {}
        sweep.handover.late = True
        sweep.handover.new_stack = lambda v: shared_stack(stacks, sub, v)
        sweep.changing |= self.unstable(sub, unstable)
        sweep.body = conditions_noted(sweep.body, sweep.changing)
        many = len(pair.seeded) > 1
        seeds = [
            Var(fresh(f"{named(sub)}{k + 1 if many else ''}_bar", names), tangent_kind(sub.results[k].kind))
            for k in pair.seeded
        ]
        bars = {
            k: Var(fresh(f"{sub.params[k].name}_bar", names), tangent_kind(sub.params[k].kind))
            for k in pair.held
        }
        last = dict(zip(sub.updates, sub.finals, strict=True))
        for s in sweep.body:
            sweep.b.remember(s)
        for k, seed in zip(pair.seeded, seeds, strict=True):
            sweep.add(sub.results[k], seed)
        for k, bar in bars.items():
            sweep.bars[last.get(k, sub.params[k])] = bar
        forward = sweep.block(sweep.body)
        found_bars = [sweep.gradient(sub.params[k]) for k in pair.given]
        ends = [sweep.gradient(sub.params[k]) for k in pair.held]
        check_in_place(tuple(sweep.b.out), list(bars.values()), ends)
        values = [*found_bars, *ends]
        back = eliminate(tuple(sweep.b.out), values)
        forward, back = sweep.handover.loop((), forward, (*back, *sweep.ends(values)), {})
        back, values = sweep.split_ends(back, len(values))
        self.check_handover(sub, forward, back, unstable, sweep.changing)
        pair.fwd.params, pair.fwd.body, pair.fwd.finals = list(sub.params), forward, sub.finals
        pair.fwd.result, pair.fwd.own = returned(sub.results), list(stacks.values())
        pair.rev.params = [*(sub.params[k] for k in pair.taken), *seeds, *bars.values()]
        pair.rev.body, pair.rev.result = back, returned(values[: len(pair.given)])
        pair.rev.finals = tuple(v for v in values[len(pair.given) :] if isinstance(v, Var))
        return pair

    @staticmethod
    def unstable(sub: SubFunction, positions: frozenset[int]) -> set[Var]:
        """The variables that hold a container which has changed by the time of the reverse sweep."""
        found = {sub.params[k] for k in positions}
        size = -1
        while size != len(found):
            size = len(found)
            for s in walk(sub.body):
                for m in getattr(s, "merges", ()):
                    if found.intersection(v for v in m.values if isinstance(v, Var)):
                        found.add(m.out)
                for c in getattr(s, "carries", ()):
                    if c.init in found or c.next in found:
                        found |= {c.param, c.result}
        return found

    @staticmethod
    def check_handover(
        sub: SubFunction, forward: Block, back: Block, unstable: frozenset[int], changing: set[Var]
    ) -> None:
        """Refuse where the reverse sweep would read a container that has changed since."""
        outside = Helpers.unstable(sub, unstable)
        kept = [s.value for s in walk(forward) if isinstance(s, Push) and isinstance(s.value, Var)]
        read = [v for v in read_by(back) if v in {sub.params[k] for k in unstable}]
        for v in [
            *read,
            *(v for v in kept if v in changing and isinstance(strip(v.kind), ListOf | DictOf)),
            *(v for v in kept if v in outside and isinstance(strip(v.kind), Array)),  # of others a copy is kept
        ]:
            place = next((s.place for s in walk(sub.body) if isinstance(s, Multi)), None)
            raise Refusal(
                "SD304",
                f"`{v.name}`, which a recursive function changes, would be needed as it was",
                place,
                "work on a copy",
            )

    # -- linking --------------------------------------------------------------------------------

    def link(self, body: Block) -> Block:
        """Statements with their calls complete: the names of what they call, and the stacks passed along."""
        return tuple(with_blocks(self.call(s), self.link) for s in body) if has(body, Multi) else body

    def call(self, s: Stmt) -> Stmt:
        """A call made complete; any other statement as it is."""
        link = link_of(s)
        if link is None or not isinstance(s, Multi):
            return s
        helper = self.primal(link.to) if isinstance(link.to, SubFunction) else link.to
        if helper.how in ("fwd", "rev"):
            self.collect(helper)
            if helper.how == "fwd" and not helper.stacks:
                helper = self.primal(helper.sub)
        self.name(helper)
        done = Link(helper, link.updates, len(helper.stacks), helper.how == "rev")
        return Multi(s.targets, Op("sub", helper.name, done), (*s.args, *helper.stacks), s.place)

    def prepare(self, body: Block, f: Function) -> None:
        """Note which names are taken before the first is given: by a program and all that it calls."""
        subs = {h.sub for h in self.all_helpers()} | {
            link.to for s in walk(body) if (link := link_of(s)) and isinstance(link.to, SubFunction)
        }
        every = [g for sub in subs for g in reachable(sub)]
        self.calls = {g.name for g in every}
        for params in [*(g.params for g in every), *(h.params for h in self.all_helpers())]:
            self.taken.update(p.name for p in params)
        for block in [body, *(g.body for g in every), *(h.body for h in self.all_helpers())]:
            for s in walk(block):
                op = s.op if isinstance(s, Let) else getattr(s, "op", None)
                if op is not None and op.form in ("global", "call") and op.payload is not None:
                    self.taken.update(
                        (op.payload.name.partition(".")[0], op.payload.module.rpartition(".")[2])
                    )
        self.taken |= {f.name, *(p.name for p in f.params), *dir(builtins), *keyword.kwlist}
        self.used |= self.taken.union(*(g.names for g in every)) - self.calls

    def all_helpers(self) -> list[Helper]:
        """The functions made so far."""
        rows = [[m.fwd, m.rev] if isinstance(m, Pair) else [m] for m in self.made.values()]
        return [h for row in rows for h in row]

    def name(self, helper: Helper) -> None:
        """Give a function its name, and link it in turn."""
        if helper in self.linked:
            return
        self.linked[helper] = None
        ending = f"_{helper.how}" if helper.how else ""
        helper.name = fresh(named(helper.sub) + ending, self.taken | self.used)
        self.taken.add(helper.name)
        helper.body = self.link(helper.body)

    def collect(self, helper: Helper) -> None:
        """Find the stacks of a sweep: its own, and those of the sweeps that it calls."""
        pairs = {f: p for p in self.made.values() if isinstance(p, Pair) for f in (p.fwd, p.rev)}
        if helper.stacks:
            return
        found = [pairs[helper]]
        for pair in found:
            links = [link_of(s) for s in walk(pair.fwd.body)]
            found += dict.fromkeys(
                pairs[k.to] for k in links if k is not None and k.to in pairs and pairs[k.to] not in found
            )
        for pair in found:
            for v in pair.fwd.own:
                if v not in self.stacks:
                    self.stacks.add(v)
                    v.name = fresh(v.name, self.taken | self.used)
                    self.taken.add(v.name)
        first = found[0]
        first.fwd.stacks = first.rev.stacks = [v for pair in found for v in pair.fwd.own]

    def new_stacks(self, body: Block) -> Block:
        """The stacks that the calls of a program need, made empty."""
        found: dict[Var, None] = {}
        for s in walk(body) if has(body, Multi) else ():
            link = link_of(s)
            if link is not None and link.stacks and isinstance(s, Multi):
                found.update(dict.fromkeys(a for a in s.args[-link.stacks :] if isinstance(a, Var)))
        return tuple(NewStack(v) for v in found)

    def functions(self, finish: Callable[..., Function]) -> list[Function]:
        """The functions that were linked, made lean."""
        out: list[Function] = []
        for helper in self.linked:
            params = (*helper.params, *helper.stacks)
            f = Function(helper.name, params, (), helper.result)
            out.append(finish(f, helper.body, helper.result, (), (*helper.finals, *helper.stacks)))
        return out


def returned(values: Any) -> Value:
    """What a function returns, given the atoms: one, or a tuple of them."""
    items = tuple(values)
    return Const(None) if not items else items[0] if len(items) == 1 else Tree("tuple", items)


def named(sub: SubFunction) -> str:
    """The name of a function in generated source."""
    return sub.name if sub.name.isidentifier() else "f"


def shared_stack(stacks: dict[Any, Var], sub: SubFunction, v: Var) -> Var:
    """The stack for values of a variable: numbers of one type share one, being popped in reverse."""
    endings: dict[Any, str] = {REAL: "stack", INT: "counts", BOOL: "flags"}
    ending = endings.get(plain(v.kind))
    key = v if ending is None else plain(v.kind)
    if key not in stacks:
        stacks[key] = Var(f"{named(sub)}_{ending}" if ending else f"{v.name}_stack", stack_kind(v))
    return stacks[key]


def fresh(name: str, used: set[str]) -> str:
    """A name that is not used yet; it is from now on."""
    base, k = name, 1
    while name in used:
        k += 1
        name = f"{base}_{k}"
    used.add(name)
    return name


def check_in_place(body: Block, starts: list[Var], ends: list[Atom]) -> None:
    """Make sure that each of `ends` is the same object as the one it started as."""
    origins: dict[Var, list[Atom]] = {}
    for s in walk(body):
        if isinstance(s, Update):
            origins[s.new] = [s.old]
        elif isinstance(s, If | Try):
            origins.update((m.out, list(m.values)) for m in s.merges)
        elif isinstance(s, For | While):
            for c in s.carries:
                origins[c.param] = origins[c.result] = [c.init, c.next]
        else:
            origins.update((new, [old]) for old, new in rewritten(s))
    for start, end in zip(starts, ends, strict=True):
        work: list[Atom] = [end]
        seen: set[Any] = set()
        while work:
            a = work.pop()
            if a in seen or a is start:
                continue
            seen.add(a)
            if not isinstance(a, Var) or a not in origins:
                raise Refusal(
                    "SD304",
                    f"`{start.name}`, which a recursive function is given, is not changed in place",
                    None,
                    "write it as a loop",
                )
            work += origins[a]
