"""What is None on some paths: the result of a function that finds nothing and ends without a ``return``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.state.hopeless import is_none
from s2sdiff.frontend.values import UNBOUND, Known, Perhaps, Poison, Unbound
from s2sdiff.graph import Const, Var

if TYPE_CHECKING:
    from s2sdiff.frontend.state.lowerer import Lowerer


def may_be_missing(values: list[Any]) -> bool:
    """Whether some paths leave None, and others what no single atom stands for."""
    present = [v for v in values if not isinstance(v, Unbound)]
    some = [v for v in present if not is_none(v)]
    missing = len(some) < len(present) or any(isinstance(v, Perhaps) for v in some)
    return missing and bool(some) and not all(isinstance(v, Var | Const | Known) for v in some)


def met(values: list[Any], join: Callable[[list[Any]], Any], join_flags: Callable[[list[Any]], Any]) -> Any:
    """What paths leave of which some leave None: the value of the others, and the flag that tells."""
    own = [UNBOUND if is_none(v) else v.value if isinstance(v, Perhaps) else v for v in values]
    value = join(own)
    if isinstance(value, Poison):
        return value
    flags = [
        v.there if isinstance(v, Perhaps) else v if isinstance(v, Unbound) else Const(not is_none(v)) for v in values
    ]
    return Perhaps(value, join_flags(flags))


def sure(ctx: Lowerer, value: Any, use: str) -> Any:
    """A value that is used as only one that is there can be: where it is None the program raises, as Python does."""
    if not isinstance(value, Perhaps):
        return value

    def fails() -> None:
        raise ctx.ends(TypeError, (f"None is {use}",))

    ctx.branch(value.there, lambda: None, fails)
    return value.value
