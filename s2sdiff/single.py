"""Whether a result is the one real that a gradient is of, and what it is where it is not."""

from __future__ import annotations

from typing import Any

from s2sdiff.errors import UsageError
from s2sdiff.graph import Const, Tree, Value
from s2sdiff.kinds import BOOL, COMPLEX, STR, Array, in_words, is_number, plain, strip

OTHERS = "use jacrev, jacfwd or pullback"
MEANT = "return the real that is meant"
#: The ways out for results that have no Jacobian.
HINTS: dict[Any, str] = {BOOL: MEANT, STR: MEANT, COMPLEX: "return its real part or its size, or use pullback"}


def single_real(value: Value) -> Any:
    """The one real that a gradient is of.

    Raises:
        UsageError: SD404, which says what the result is and names the alternative.
    """
    if isinstance(value, Const) and value.value is None:
        raise not_one("nothing", MEANT)
    if isinstance(value, Const):
        if isinstance(value.value, int | float) and not isinstance(value.value, bool):
            return value
        raise not_one(repr(value.value), MEANT)
    if isinstance(value, Tree):
        raise not_one("several values" if value.form == "tuple" else f"a {value.form}")
    kind = plain(strip(value.kind))
    if isinstance(kind, Array) and kind.rank == 0:
        return value
    if not is_number(kind) or kind in (BOOL, COMPLEX):
        raise not_one(in_words(kind) or "what is not one real", HINTS.get(kind, OTHERS))
    return value


def not_one(what: str, hint: str = OTHERS) -> UsageError:
    """The refusal of a result that is not one real."""
    return UsageError("SD404", f"the function returns {what}, and a gradient is of one real", hint=hint)
