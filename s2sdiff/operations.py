"""Calls of builtins and of NumPy's functions, as operations of the graph."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.graph import External, Op


def builtin_call(fn: Any, *keywords: str) -> Op:
    """A call of a builtin function or class; its last arguments are passed by the keywords."""
    return Op("call", fn.__name__, External("builtins", fn.__name__, fn), keywords)


def numpy_call(name: str, *keywords: str) -> Op:
    """A call of a function of NumPy's main namespace; its last arguments are passed by the keywords."""
    return Op("call", name, External("numpy", name, getattr(np, name)), keywords)


LENGTH = builtin_call(len)
RANGE = builtin_call(range)
