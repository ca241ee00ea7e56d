"""Programs that are long or nested deeply are derived like others: no pass runs out of stack, or of time."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import import_file

import s2sdiff
from s2sdiff.specialize import on_large_stack

fresh = itertools.count()
AT = 0.7, 0.3


def module_of(body: str, folder: Path) -> Any:
    """A module with a function `f` of two floats."""
    name = f"deep_{next(fresh)}"
    path = folder / f"{name}.py"
    path.write_text("import math\n\n\n" + body, encoding="utf-8")
    return import_file(path, name)


def returned(expression: str) -> str:
    return f"def f(x, y):\n    return {expression}\n"


def nested_ifs(depth: int) -> str:
    lines = ["def f(x, y):"]
    for k in range(depth):
        lines.append("  " * k + f"  if x > {-k - 1}.0:")
        lines.append("  " * k + f"    x = x * 1.0001 + y * {k}e-6")
    return "\n".join([*lines, "  return x * y", ""])


def chain(operands: int, operand: str) -> str:
    links = " < ".join(operand.format(k=k) for k in range(operands))
    return f"def f(x, y):\n    if x < {links}:\n        return x * y\n    return x + y\n"


def ladder(rungs: int, leaf: str) -> str:
    lines = ["def f(x, y):", "    r = 0.0"]
    for k in range(rungs):
        lines.append(f"    {'elif' if k else 'if'} x < {k - rungs / 2}:\n        {leaf} x * {k}.5 + y")
    return "\n".join([*lines, "    return r * x * y", ""])


def keeping(rungs: int) -> str:
    """A ladder each rung of which computes what its way back reads."""
    rung = "    {word} x < {bound}:\n        t = math.sin(x * {k}.5)\n        r = t * y * math.exp(t)"
    lines = [rung.format(word="elif" if k else "if", bound=k - rungs / 2, k=k) for k in range(rungs)]
    return "\n".join(["def f(x, y):", "    r = 0.0", *lines, "    return r * x * y", ""])


def chained_calls(calls: int) -> str:
    helper = "def g(t):\n    return t * 1.0001 + 0.001\n\n\n"
    return f"{helper}def f(x, y):\n    t = x * y\n" + "    t = g(t)\n" * calls + "    return t\n"


def nested_calls(depth: int) -> str:
    helpers = "".join(
        f"def g{k}(t):\n    return {f'g{k - 1}(t)' if k else 't'} * 1.0001 + 0.001\n\n\n" for k in range(depth)
    )
    return helpers + returned(f"g{depth - 1}(x * y)")


def items(count: int) -> str:
    return ", ".join(f"x * {k}e-3" if k % 2 else f"y + {k}e-3" for k in range(count))


PROGRAMS = {
    "a sum of 2,500 terms": returned(" + ".join(["x", "y"] * 1250)),
    "a difference of 2,000 products and calls": returned(" - ".join(["x * y", "math.sin(y)"] * 1000)),
    "190 parentheses": returned("(x + y * " * 190 + "x" + ")" * 190),
    "calls within 90 calls": returned("math.sin(" * 90 + "x * y" + ")" * 90),
    "90 branches, each within the last": nested_ifs(90),
    "a ladder of 200": ladder(200, "r ="),
    "a ladder of 200 returns": ladder(200, "return"),
    "a ladder of 200 that keeps values": keeping(200),
    "400 conditional expressions": returned(
        " else ".join(f"x * {k}.5 if x < {k - 200}" for k in range(400)) + " else y * x"
    ),
    "a condition of 1,000 parts": "def f(x, y):\n    if "
    + " and ".join(f"x < {k}.5" for k in range(1, 1001))
    + ":\n        return x * y\n    return x + y\n",
    "2,000 calls of a helper": chained_calls(2000),
    "helpers that call helpers, 500 deep": nested_calls(500),
    "a comparison of 500 operands": chain(500, "y + {k}.0"),
    "a list of 5,000": f"def f(x, y):\n    a = [{items(5000)}]\n    return sum(a)\n",
    "a maximum of 1,000": returned(f"max({items(1000)}) * y"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_depth_is_no_obstacle(name: str, tmp_path: Path) -> None:
    f = module_of(PROGRAMS[name], tmp_path).f
    gradient = s2sdiff.grad(f, argnums=(0, 1))(*AT)
    for slope, (dx, dy) in zip(gradient, ((1.0, 0.0), (0.0, 1.0)), strict=True):
        h = 1e-6
        quotient = (f(AT[0] + h * dx, AT[1] + h * dy) - f(AT[0] - h * dx, AT[1] - h * dy)) / (2 * h)
        assert slope == pytest.approx(quotient, rel=1e-5, abs=1e-5)
    value, tangent = s2sdiff.pushforward(f, argnums=(0, 1))(*AT, 1.0, 0.5)
    assert value == f(*AT)
    assert tangent == pytest.approx(gradient[0] + 0.5 * gradient[1], rel=1e-9)


def test_what_python_could_not_read_is_refused(tmp_path: Path) -> None:
    f = module_of(chain(120, "math.sqrt(y + {k}.0)"), tmp_path).f
    with pytest.raises(s2sdiff.S2SDiffError, match="SD201"):
        s2sdiff.grad(f)(*AT)


def calls_made(f: Callable[..., Any]) -> int:
    """How many functions are called while the gradient of `f` is derived."""
    count = 0

    def seen(_frame: Any, event: str, _what: Any) -> None:
        nonlocal count
        count += event == "call"

    threading.setprofile(seen)
    try:  # on the stack for what is nested deeply at once: else the work is begun on the usual one, and again there
        on_large_stack(lambda: s2sdiff.grad(f, argnums=(0, 1)).lower(*AT))
    finally:
        threading.setprofile(None)  # type: ignore[arg-type]
    return count


@pytest.mark.parametrize("write", [lambda n: ladder(n, "r ="), lambda n: ladder(n, "return"), keeping, nested_calls])
def test_work_grows_with_the_depth(write: Callable[[int], str], tmp_path: Path) -> None:
    """Four times the rungs, or the calls within calls, take little more than four times the work."""
    calls_made(module_of(write(8), tmp_path).f)
    assert calls_made(module_of(write(480), tmp_path).f) < 5 * calls_made(module_of(write(120), tmp_path).f)


def test_work_grows_in_proportion(tmp_path: Path) -> None:
    """Eight times the statements take eight times the work."""

    def straight_line(size: int) -> Callable[..., Any]:
        forms = ("math.sin(t{j}) * t{k}", "t{j} / (2.0 + t{k} ** 2)", "0.3 - t{j} * t{k}", "math.exp(-t{j}) + x")
        lines = ["def f(x, y):", "    t0 = x * y"]
        for i in range(1, size):
            lines.append(f"    t{i} = " + forms[i % 4].format(j=i - 1, k=max(0, i - 1 - (i * 7) % 30)))
        f: Callable[..., Any] = module_of("\n".join([*lines, f"    return t{size - 1}", ""]), tmp_path).f
        return f

    calls_made(straight_line(20))  # what is done once only
    assert calls_made(straight_line(1600)) < 8.4 * calls_made(straight_line(200))
