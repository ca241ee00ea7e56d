"""The state of a lowering: the statements so far, what each name stands for, and how paths meet."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from s2sdiff.frontend.aliases import PICKED, Obj
from s2sdiff.frontend.state import layout, lent, scalars, wholes
from s2sdiff.frontend.state.frames import Frames
from s2sdiff.frontend.state.hopeless import no_value
from s2sdiff.frontend.state.outside import Guard, Kept, free_value
from s2sdiff.frontend.state.parted import number_or_array, parted
from s2sdiff.frontend.state.paths import Env, NameKey, is_of_any_rank, lowers_rank, name_of
from s2sdiff.frontend.text.liveness import liveness
from s2sdiff.frontend.text.scope import (
    Where,
)
from s2sdiff.frontend.text.spent import kept_for_one, spent_once
from s2sdiff.frontend.values import UNBOUND, Consumer, Known, Ref
from s2sdiff.frontend.verbs import as_written, check_rows, instead, let_go, named, write_name
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    Effect,
    External,
    If,
    Let,
    Merge,
    Multi,
    Op,
    Stmt,
    Update,
    Var,
)
from s2sdiff.kinds import ANY, Array, Dim, Kind, holds_array


class Unreachable(Exception):
    """What follows in this statement is never reached."""


class Lowerer(Frames):
    """Lowers one function to the IR. Handlers for each kind of syntax are registered from outside."""

    expressions: ClassVar[dict[type, Callable[[Lowerer, Any], Any]]] = {}
    statements: ClassVar[dict[type, Callable[[Lowerer, Any], None]]] = {}

    def __init__(self, lines_of: Callable[[str], list[str]], *, fold: bool = False) -> None:
        super().__init__(lines_of)
        self.out: list[Stmt] = []
        self.guards: dict[Any, Guard] = {}
        self.fold = self.ours = fold  # the text being lowered is a rule's, not the user's
        self.discarded: Any = None  # the expression whose value nobody wants
        self.consumers: dict[int, Consumer] = {}  # by the frame of the generator function
        self.guessed: dict[NameKey, Any] | None = None
        self.guess_ends = False
        self.loop_depth: dict[int, int] = {}
        self.cells: dict[str, Where] = {}
        self.recursion: Any = None
        self.lasting: dict[tuple[int, str], Kept] = {}  # by place of the world outside, what stands for it here
        self.entries: list[Env] = []
        self.parting: set[NameKey] = set()  # names that go round the loop being lowered as objects of their own
        self.dims: dict[Var, Dim] = {}
        self.classes: dict[Atom, tuple[type, ...]] = {}  # those that what `type` gave may be
        self.converted: set[Atom] = set()  # numbers that float() was asked to make Python's own, and left as they are
        self.scalars: set[Atom] = set()  # numbers that are certainly of NumPy's own
        self.counts: dict[Var, Atom] = {}  # of a range that starts at 0: how far it counts
        self.objects: dict[Var, Obj] = {}
        self.packed: set[Var] = set()  # tuples that a statement of ours builds
        self.made: set[Var] = set()  # tuples that are nobody else's
        self.views: dict[Var, Ref] = {}  # the part of a named array that a value shows
        self.layouts: dict[Var | Obj, layout.Condition] = {}  # when an array lies row by row
        self.strides: dict[Atom, tuple[Atom, int]] = {}  # of which array they are, along which axis
        self.flat: set[Atom] = set()  # iterators over all elements of arrays
        self.relied: dict[Var, None] = {}  # parameters that must lie row by row
        self.arguments: set[Any] = set()  # what the function is called with
        self.whole: set[Any] = set()  # reals that are ints, unless an exponent in them is negative
        self.distinct: set[Var] = set()  # vectors of indices none of which repeats
        self.asking = False  # no more than the shape or dtype of what is named here is asked for
        self.passing = False  # a list that is written here is an argument of a library's function
        self.samples: dict[Var, Any] = {}  # what is data at run time, and known now: classes and dtypes
        self.tried = 0  # the bodies of `try` around
        self.choices = 0  # the conditions around, of which the run decides
        self._dims, self.prefix = 0, ""
        self.rolling: list[Any] = []  # the loops around, outermost first, which go round

    def ends(self, error: type[BaseException], args: tuple[Any, ...]) -> Unreachable:
        """Emit an exception that is certain to be raised here; gives what says that nothing follows, to be raised."""
        external = External("builtins", error.__name__, error)
        cls = self.let(Op("global", external.name, external), (), ANY)
        template = ast.Raise(ast.Call(ast.Name("_0", ast.Load()), [ast.Constant(a) for a in args], []), None)
        self.out.append(Effect("raise", Op("template", "raise", template), (cls,), self.place()))
        return Unreachable()

    # -- emitting -------------------------------------------------------------------------------

    def var(self, kind: Kind, name: str = "t", weak: bool = True) -> Var:
        """A new variable."""
        return Var(name, kind, weak)

    def let(self, op: Op, args: tuple[Atom, ...], kind: Kind, name: str = "t") -> Var:
        """Emit one operation and give its result."""
        target = Var(name, wholes.named(kind, self.new_dim), True)
        lent.note(self, target, op, args, kind)
        if isinstance(kind, Array) and not self.fold:
            layout.note(self, target, op, args)
        if not self.fold:
            scalars.note(self, target, op, args)
        if is_of_any_rank(target) and (lowers_rank(op) or not self.numbers.isdisjoint(args)):
            self.numbers.add(target)
        self.out.append(Let(target, op, args, self.place()))
        return target

    def keep(self, op: Op, args: tuple[Atom, ...], kind: Kind) -> Var:
        """Emit a call of which nothing is known, and give its result: it is made once, there, whoever wants that."""
        target = Var("t", kind, True)
        self.out.append(Multi((target,), op, args, self.place()))
        return target

    def update(
        self, ref: Ref, how: str, args: tuple[Atom, ...], kind: Kind | None = None, item: Var | None = None
    ) -> None:
        """Emit a change in place of a list or dict, of which a new version exists from now on."""
        if how in ("append", "pop"):
            check_rows(self, ref)
        let_go(self, ref, how, args[0] if how == "store" else None)
        obj = ref.obj
        old = self.writing(obj, rearranged=True)
        new = Var(old.name, kind or old.kind, old.weak)
        self.out.append(Update(new, old, how, (*ref.path, *args), item, self.place()))
        self.env.versions[obj] = new
        if old in self.lengths:
            self.lengths[new] = self.lengths[old] + (0 if ref.path else {"append": 1, "pop": -1}.get(how, 0))

    def asked(self, work: Callable[[], Any]) -> Any:
        """What `work` gives, which reads no elements of the arrays that it names."""
        before, self.asking = self.asking, True
        try:
            return work()
        finally:
            self.asking = before

    def writing(self, obj: Obj, rearranged: bool = False) -> Var:
        """The version of a container that is about to be changed; others that may be the same become stale.

        Where it is only `rearranged`, so that other items stand in it, the arrays that stood in it are as they were.
        """
        old = self.version(obj)
        shares = [o for o in obj.shares if not (rearranged and self.is_array(o))]
        reason = obj.reason(shares)
        if reason and not (rearranged and reason == PICKED):
            refusal = self.refuse("SD205", f"`{obj.name}` is changed here, {reason}", "work on a copy")
            raise instead(self, Ref(obj.holder or obj), refusal)
        self.outdate(shares, obj.name)
        return old

    def is_array(self, obj: Obj) -> bool:
        """Whether a container is an array on this path."""
        return obj in self.env.versions and isinstance(self.env.versions[obj].kind, Array)

    def outdate(self, objects: Iterable[Obj], by: str) -> None:
        """Note that what is known of some containers no longer holds, since `by` was changed."""
        self.env.stale.update(dict.fromkeys(objects, by))

    def version(self, obj: Obj, name: str = "") -> Var:
        """The current version of a container, or a refusal where none is known to hold, unless only its shape is asked."""
        if obj in self.env.stale and not (self.asking and isinstance(self.env.versions[obj].kind, Array)):
            what = f"`{name or obj.name}` may be, or be a part of, `{self.env.stale[obj]}`, which has been changed since"
            raise instead(self, Ref(obj.holder or obj), self.refuse("SD205", what, "make one of them a copy"))
        found = self.env.versions[obj]
        if obj in self.layouts:
            self.layouts[found] = self.layouts[obj]
        return found

    def new_object(self, version: Var, name: str = "") -> Ref:
        """A fresh container whose first version is `version`."""
        obj = Obj(name or version.name)
        self.env.versions[obj] = version
        return Ref(obj)

    def captured(self) -> tuple[list[Stmt], Env]:
        """Start a block: the statements and the environment to come back to."""
        saved = self.out, self.env
        self.out, self.env = [], self.env.copy()
        return saved

    def new_dim(self) -> str:
        """A length that is not known to equal any other."""
        self._dims += 1
        return f"{self.prefix}d{self._dims}"

    # -- expressions and statements -------------------------------------------------------------

    def expr(self, node: ast.expr) -> Any:
        """Lower an expression to a value."""
        handler = self.expressions.get(type(node))
        if handler is None:
            raise self.refuse("SD201", f"`{type(node).__name__}` is not in the language", node=node)
        before, self.node = self.node, node
        value = handler(self, node)
        self.node = before
        return as_written(self, value) if self.lasting else value

    def stmts(self, nodes: list[ast.stmt]) -> None:
        """Lower statements until a path ends; where only some paths ended, the rest is guarded."""
        for position, node in enumerate(nodes):
            if self.env.dead:
                return
            skip = self.get_flag("%skip")
            if isinstance(skip, Const):
                if skip.value:
                    return
            else:
                rest = nodes[position:]
                self.branch(skip, lambda: self.forget(nodes[-1]), lambda: self.unskipped(rest))  # noqa: B023
                return
            handler = self.statements.get(type(node))
            if handler is None:
                raise self.refuse("SD201", f"`{type(node).__name__}` is not in the language", node=node)
            self.node = node
            self.remaining = nodes, position + 1
            self.forget(node, before=True)
            try:
                handler(self, node)
            except Unreachable:
                self.env.dead = True
                return
            if self.remaining is None:  # the handler took the rest into its branches
                self.rest = []
                return
            self.forget(node)

    remaining: tuple[list[ast.stmt], int] | None = None

    @property
    def rest(self) -> list[ast.stmt] | None:
        """The statements after the one being lowered; None where they have been lowered with it."""
        return None if self.remaining is None else self.remaining[0][self.remaining[1] :]

    @rest.setter
    def rest(self, nodes: list[ast.stmt] | None) -> None:
        self.remaining = None if nodes is None else (nodes, 0)

    def forget(self, node: ast.stmt, before: bool = False) -> None:
        """Unbind the names of this function that nothing reads after a statement, or from it on."""
        if not isinstance(self.frame.fn.node, ast.Lambda):
            liveness(self.frame.fn.node).unbind(self.env.names, self.frame.id, node, before)

    def unskipped(self, nodes: list[ast.stmt]) -> None:
        """Lower statements on a path on which nothing is skipped."""
        self.clear_flags()
        self.stmts(nodes)

    # -- names ----------------------------------------------------------------------------------

    def assign_name(self, name: str, value: Any) -> None:
        """Bind a name."""
        frame = self.frame
        if spent_once(value) and not kept_for_one(frame.fn.node, name):
            hint = "make a list of it, or loop over it where it is made"
            raise self.refuse("SD209", "an iterator is kept in a variable", hint)
        key = (frame.id, name)
        if name in frame.nonlocals:
            key = next(((outer, name) for outer in reversed(frame.outer) if (outer, name) in self.env.names), key)
        if name in frame.globals or (name in frame.nonlocals and key[0] == frame.id):
            write_name(self, name, value)
        else:
            self.bind(key, value)

    def bind(self, key: NameKey, value: Any) -> None:
        """Put a value into a place of the environment, and call it by that place's name."""
        name = name_of(key)
        if isinstance(value, Var) and value.weak:
            value.name, value.weak = name, False
        if isinstance(value, Var) and isinstance(value.kind, Array):
            value = named(self, value, name)
        elif isinstance(value, Var) and value in self.made and holds_array(value.kind):
            value = lent.apart(self, value)
        elif isinstance(value, Ref) and not value.path:
            version = self.env.versions[value.obj]
            if version.weak:
                version.name, version.weak = name, False
                value.obj.name = name
        self.env.names[key] = value

    def lookup(self, name: str) -> Any:
        """What a name stands for here."""
        names = self.env.names
        frame = self.frame
        key = (frame.id, name)
        value = names.get(key, UNBOUND)
        if value is UNBOUND and self.guessed is not None and key in self.guessed:
            return self.guess(key)
        if value is UNBOUND and key not in names:
            for outer in reversed(frame.outer):
                value = names.get((outer, name), UNBOUND)
                if value is not UNBOUND:
                    break
        if value is UNBOUND:
            found = frame.fn.scope.find(name) if key not in names else None
            if found is None:
                raise no_value(self, name)
            return free_value(self, found)
        self.check_sound(value)
        if isinstance(value, Var) and isinstance(value.kind, Array):
            names[key] = value = number_or_array(self, value, name)
        if isinstance(value, Ref):
            self.version(value.obj, name)
        return value

    def guess(self, key: NameKey) -> Any:
        """A stand-in for a name that gets its value later in the loop; the loop is lowered again."""
        assert self.guessed is not None
        self.guessed[key] = True
        if self.guess_ends:  # the first trip ends there; what others leave tells more
            raise Unreachable
        return Const(0.0)

    # -- the world outside ----------------------------------------------------------------------

    def guard(self, where: Where | None, value: Any, how: str) -> None:
        """Note that the specialisation relies on what can be read somewhere."""
        if where is not None:
            self.guards.setdefault((id(where.holder), where.key, where.path), Guard(where, value, how))

    def rely(self, owner: Known, path: str, value: Any, how: str) -> Where:
        """Note that the specialisation relies on what is found inside an object of the world outside."""
        where = (owner.where or Where("object", owner.value)).then(path)
        self.guard(where, value, how)
        return where

    # -- paths that meet ------------------------------------------------------------------------

    def branch(self, cond: Atom, then: Callable[[], Any], orelse: Callable[[], Any], name: str = "t") -> Any:
        """Lower both ways of a condition and join what they leave; gives the joined value of the two."""
        place = self.place()
        saved = self.captured()
        self.choices += 1
        self.assume(cond, True)
        a = self.way(then)
        then_out, then_env = self.out, self.env
        self.out, self.env = [], saved[1].copy()
        self.assume(cond, False)
        b = self.way(orelse)
        else_out, else_env = self.out, self.env
        self.out, before = saved
        self.choices -= 1
        a, b = parted(self, (then_out, then_env, a), (else_out, else_env, b))
        merges: list[Merge] = []
        self.env = self.meet(before, [(then_env, cond), (else_env, cond)], merges)
        value: Any = UNBOUND
        if not self.env.dead:
            left = [UNBOUND if env.dead else v for env, v in ((then_env, a), (else_env, b))]
            value = self.join(left, merges, name, cond, [then_env, else_env])
        if then_out or else_out or merges:
            self.out.append(If(cond, tuple(then_out), tuple(else_out), tuple(merges), place))
        if self.env.dead:
            raise Unreachable
        return value

    def way(self, work: Callable[[], Any]) -> Any:
        """Lower one way of a branch, which may end in an exception."""
        try:
            return work()
        except Unreachable:
            self.env.dead = True
            return UNBOUND

    # -- running a block on the side ------------------------------------------------------------

    def block(self, work: Callable[[], Any]) -> tuple[Block, Env, Any]:
        """Run `work` on a path of its own; gives its statements, its environment and its value."""
        saved = self.captured()
        value = self.way(work)
        block, env = tuple(self.out), self.env
        self.out, self.env = saved
        return block, env, value


def expression(*types: type) -> Callable[[Callable[[Lowerer, Any], Any]], Callable[[Lowerer, Any], Any]]:
    """Register how a kind of expression is lowered."""

    def register(handler: Callable[[Lowerer, Any], Any]) -> Callable[[Lowerer, Any], Any]:
        Lowerer.expressions.update(dict.fromkeys(types, handler))
        return handler

    return register


def statement(*types: type) -> Callable[[Callable[[Lowerer, Any], None]], Callable[[Lowerer, Any], None]]:
    """Register how a kind of statement is lowered."""

    def register(handler: Callable[[Lowerer, Any], None]) -> Callable[[Lowerer, Any], None]:
        Lowerer.statements.update(dict.fromkeys(types, handler))
        return handler

    return register
