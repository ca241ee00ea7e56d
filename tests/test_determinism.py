"""The source of a derivative is that of the program alone: no set of variables decides what comes first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAMS = (
    "array/cavity_flow", "array/conjugate_gradient", "array/objects_in_lists", "array/shallow_water",
    "scalar/dict_overwritten_in_loop", "scalar/generator_nested", "scalar/list_slice_assignment", "scalar/local_class",
    "scalar/try_in_loop",
)  # fmt: skip
#: Prints the sources of both modes and of the second order, with hashes that depend on a number.
SCRIPT = """
import sys
from s2sdiff import S2SDiffError, grad, graph, pushforward
from s2sdiff.frontend import values
from support import CORPUS, Program

seed = int(sys.argv[1])
graph.Var.__hash__ = lambda self: (self.id * 2654435761 ^ seed * 40503) % 2**31
values.Obj.__hash__ = lambda self: (id(self) // 16 * (2 * seed + 1)) % 2**31
for name in sys.argv[2:]:
    program = Program(CORPUS / f"{name}.py")
    f, wrt, point = program.f, program.wrt, program.points[0]
    for derivative in (grad(f, wrt), pushforward(f, wrt), grad(grad(f, wrt[0]), wrt[0])):
        try:
            print(derivative.lower(*point.args, **point.kwargs).source)
        except S2SDiffError as error:
            print(error)
"""


def sources(seed: str) -> str:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT, seed, *PROGRAMS],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_the_order_of_sets_decides_nothing() -> None:
    first = sources("1")
    assert first.count("def ") > 20
    assert sources("2") == first
