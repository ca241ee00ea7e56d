"""Functions that the front end takes apart itself: who does it for which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s2sdiff.frontend.state.lowerer import Lowerer

STRUCTURAL: dict[Any, Callable[[Lowerer, list[Any], dict[str, Any]], Any]] = {}


def structural(*fns: Any) -> Callable[[Any], Any]:
    """Register how a function of the language is taken apart; NotImplemented leaves the call as it is."""

    def register(handler: Any) -> Any:
        STRUCTURAL.update(dict.fromkeys(fns, handler))
        return handler

    return register
