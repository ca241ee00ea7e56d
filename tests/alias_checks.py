"""What the tests of views and of lent items share: programs of a vector and a number, right or refused with a code."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
from support import import_file, relative

import s2sdiff

fresh = itertools.count()
U, S = np.array([0.9, 0.55, 0.71]), 0.63
HEAD = "import functools\nimport itertools\n\nimport numpy as np\n\n\ndef f(u, s):\n    "


def program(lines: list[str], folder: Path) -> Callable[..., Any]:
    """A function of `u` and `s`, of these lines."""
    name = f"aliases_{next(fresh)}"
    path = folder / f"{name}.py"
    path.write_text(HEAD + "\n    ".join(lines) + "\n", encoding="utf-8")
    return import_file(path, name).f


def check_right_or_refused(f: Callable[..., Any], codes: Collection[str]) -> None:
    """Its derivative in both modes agrees with differences, or is refused with one of these codes."""
    expected = np.append(*s2sdiff.differences(f, (0, 1))(U, S))
    for derivative in (s2sdiff.grad, s2sdiff.jacfwd):
        try:
            found = np.append(*derivative(f, argnums=(0, 1))(U.copy(), S))
        except s2sdiff.S2SDiffError as error:
            assert error.code in codes, repr(error)
        else:
            assert relative(found, expected) < 1e-6
