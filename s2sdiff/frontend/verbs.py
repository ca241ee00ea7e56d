"""What the parts of the front end do for each other, whichever of them is imported first.

Lowering is recursive: an expression holds calls, the body of a callee holds loops, and loops hold expressions. Each
verb is declared here, and gets its body from the module whose business it is, so that imports stay without cycles.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from s2sdiff.frontend.values import Known, Made
from s2sdiff.kinds import INT, Kind

if TYPE_CHECKING:
    from s2sdiff.errors import Refusal
    from s2sdiff.frontend.lower import Program
    from s2sdiff.frontend.state.lowerer import Lowerer
    from s2sdiff.frontend.state.paths import NameKey
    from s2sdiff.frontend.values import Fleet, Lib, Member, Ref, Transform, UserFn
    from s2sdiff.graph import Atom, External, Var

P = ParamSpec("P")
R = TypeVar("R")

#: All verbs, by their names.
VERBS: dict[str, Verb[Any, Any]] = {}


class Verb(Generic[P, R]):
    """A function that is declared here, and defined elsewhere."""

    __slots__ = ("body", "name")

    def __init__(self, declared: Callable[P, R]) -> None:
        self.name = declared.__name__
        self.body: Callable[P, R] | None = None
        VERBS[self.name] = self

    def defined(self, body: Callable[P, R]) -> Callable[P, R]:
        """As a decorator: gives the verb its body."""
        self.body = body
        return body

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        assert self.body is not None, self.name
        return self.body(*args, **kwargs)


# -- Expressions and statements ----------------------------------------------------------------


@Verb
def binary(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """``left op right``."""
    raise NotImplementedError


@Verb
def get_attribute(ctx: Lowerer, owner: Any, attr: str) -> Any:
    """``owner.attr``."""
    raise NotImplementedError


@Verb
def truth_of(ctx: Lowerer, value: Any) -> Atom:
    """The condition that a value is as a truth value; a Const where it is settled."""
    raise NotImplementedError


@Verb
def assign(ctx: Lowerer, target: ast.expr, value: Any) -> None:
    """Bind a target: a name, a tuple of targets, or an item."""
    raise NotImplementedError


# -- Calls -------------------------------------------------------------------------------------


@Verb
def call(ctx: Lowerer, fn: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a value with values."""
    raise NotImplementedError


@Verb
def call_library(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a function that is not followed: known structurally, by a rule, or opaque."""
    raise NotImplementedError


@Verb
def opaque_method(ctx: Lowerer, owner: Any, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method that is not followed, of a value without derivative."""
    raise NotImplementedError


@Verb
def bind(ctx: Lowerer, fn: UserFn, args: list[Any], keywords: dict[str, Any]) -> dict[str, Any]:
    """Which parameter gets which value."""
    raise NotImplementedError


@Verb
def run_body(ctx: Lowerer, node: ast.FunctionDef | ast.Lambda) -> Any:
    """Lower a function's body in the current frame; gives what it returns."""
    raise NotImplementedError


@Verb
def call_transform(ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a derivative inside of a function: the transform runs on the statements of this call."""
    raise NotImplementedError


@Verb
def make_stand_in(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """What a call of a library class, or of an object of one, gives; NotImplemented where no class stands for that one."""
    raise NotImplementedError


@Verb
def multiplied(ctx: Lowerer, left: Any, right: Any) -> Any:
    """``left @ right``, of which one lives outside of the function; NotImplemented where nothing stands for it."""
    raise NotImplementedError


@Verb
def call_stand_in(ctx: Lowerer, fn: Known | Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call an object of a library class, made elsewhere; NotImplemented where no class stands for that one."""
    raise NotImplementedError


@Verb
def call_solver(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Lower a call of a solver or a quadrature; NotImplemented for any other function."""
    raise NotImplementedError


@Verb
def call_declared_solver(
    ctx: Lowerer, external: External, given: list[Any], atoms: tuple[Atom, ...], kind: Kind
) -> Any:
    """A call of a function that was declared with `implicit`."""
    raise NotImplementedError


@Verb
def lower(
    fn: UserFn,
    kinds: dict[str, Any],
    lines_of: Callable[[str], list[str]],
    fixed: dict[str, Any] | None = None,
) -> Program:
    """Lower a function called with arguments of `kinds` (a Kind or an Example each)."""
    raise NotImplementedError


@Verb
def spelled_out(ctx: Lowerer, external: External, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A call as what it does in simpler functions; NotImplemented where that is not known."""
    raise NotImplementedError


# -- What values from outside stand for --------------------------------------------------------


@Verb
def declared_value(ctx: Lowerer, value: Any, external: External) -> Any:
    """What a declared function, a transform or a derivative stands for; None for any other value."""
    raise NotImplementedError


@Verb
def made_value(ctx: Lowerer, made: Made) -> Any:
    """What the name stands for."""
    raise NotImplementedError


@Verb
def derivative_value(ctx: Lowerer, d: Any, external: External) -> Transform:
    """A Derivative, such as ``slope = grad(g)`` in a module, or what `hvp` made."""
    raise NotImplementedError


@Verb
def vectorized(ctx: Lowerer, value: Any, external: External) -> Any:
    """What an object that ``np.vectorize`` made in the world outside stands for."""
    raise NotImplementedError


# -- Loops -------------------------------------------------------------------------------------


@Verb
def iteration(ctx: Lowerer, value: Any) -> Any:
    """How to go over something: a list of its items where they are known, a generator or a producer, else a `Going`."""
    raise NotImplementedError


@Verb
def told(ctx: Lowerer, seq: Any) -> list[Any] | None:
    """The items that an iteration goes over, where they can be told one by one; None elsewhere."""
    raise NotImplementedError


@Verb
def each(
    ctx: Lowerer,
    seq: Atom,
    body: Callable[[Var], Any],
    names: set[NameKey] | None = None,
    kind: Kind = INT,
) -> None:
    """Emit a loop over the items of an inactive sequence."""
    raise NotImplementedError


@Verb
def each_item(
    ctx: Lowerer, value: Any, body: Callable[[Any], Any], names: set[NameKey] | None = None
) -> None:
    """Run `body` for each item of something iterable, where nothing can end the loop early."""
    raise NotImplementedError


# -- Containers and arrays ---------------------------------------------------------------------


@Verb
def get_item(ctx: Lowerer, owner: Any, index: Any) -> Any:
    """``owner[index]``."""
    raise NotImplementedError


@Verb
def ref_kind(ctx: Lowerer, ref: Ref) -> Kind:
    """The kind of a container, or of the part that its path leads to."""
    raise NotImplementedError


@Verb
def known_items(ctx: Lowerer, value: Any, count: int | None = None) -> list[Any]:
    """The items of a value that is unpacked."""
    raise NotImplementedError


@Verb
def known_table(ctx: Lowerer, value: Any) -> dict[Any, Any]:
    """The items of a dict whose keys are known, as ``**`` wants them."""
    raise NotImplementedError


@Verb
def length_of_fleet(ctx: Lowerer, fleet: Fleet) -> Atom:
    """``len(fleet)``, of a list of like objects."""
    raise NotImplementedError


@Verb
def item_of_fleet(ctx: Lowerer, fleet: Fleet, index: Any) -> Any:
    """``fleet[index]``, of a list of like objects."""
    raise NotImplementedError


@Verb
def read_member(ctx: Lowerer, member: Member, attr: str) -> Any:
    """What an object in such a list has by a name; UNBOUND where it has nothing of its own."""
    raise NotImplementedError


@Verb
def write_member(ctx: Lowerer, member: Member, attr: str, value: Any) -> None:
    """``member.attr = value``."""
    raise NotImplementedError


@Verb
def check_rows(ctx: Lowerer, owner: Ref) -> None:
    """Refuse to change an item of a container that another of its items, or a name, may be."""
    raise NotImplementedError


@Verb
def as_list(ctx: Lowerer, owner: Any) -> Any:
    """``a.tolist()``: of numbers that may have derivatives, a list built item by item."""
    raise NotImplementedError


@Verb
def store_slice(ctx: Lowerer, owner: Ref, index: slice, value: Any) -> None:
    """``owner[a:b] = value``: the list is filled anew, if it is clear that a is not beyond b."""
    raise NotImplementedError


@Verb
def rearrange(ctx: Lowerer, owner: Ref, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Methods of a list that move its items, as loops of loads and stores."""
    raise NotImplementedError


@Verb
def let_go(ctx: Lowerer, ref: Ref, how: str, stored: Atom | None = None) -> None:
    """Before `ref` is changed: names that subscripts lead to get an object of their own, where these lead elsewhere then."""
    raise NotImplementedError


@Verb
def instead(ctx: Lowerer, made: Any, refusal: Refusal) -> Exception:
    """What is raised where a container of data will not do: the program is lowered again, or the refusal stands."""
    raise NotImplementedError


@Verb
def named(ctx: Lowerer, value: Var, name: str, node: Any = None) -> Ref:
    """An array that gets a name, or becomes part of a tuple: from now on one object, however it is reached."""
    raise NotImplementedError


@Verb
def components_of(ctx: Lowerer, index: Any) -> list[Any]:
    """The components of a subscript of an array; one that is a tuple is taken apart."""
    raise NotImplementedError


@Verb
def item_of_grid(ctx: Lowerer, owner: Known, index: Any) -> Any:
    """``owner[index]`` for an object of the world outside that is no container; NotImplemented for one that is."""
    raise NotImplementedError


@Verb
def load_ref(ctx: Lowerer, ref: Ref) -> Atom:
    """The current version of a container, or the part of it that a path leads to."""
    raise NotImplementedError


@Verb
def write_name(ctx: Lowerer, name: str, value: Any) -> None:
    """``name = value`` of a name that outlives the call."""
    raise NotImplementedError


@Verb
def as_written(ctx: Lowerer, value: Any) -> Any:
    """A list or dict of the world outside as the program has it; any other value as it is."""
    raise NotImplementedError
