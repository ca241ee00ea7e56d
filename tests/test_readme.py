"""The README tells the truth: its Python runs, its commands print what it says, the examples run.

With S2SDIFF_UPDATE=1 in the environment (and -n 0) the output of the commands is written into the README.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import runpy
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import relative, same_structure

from s2sdiff_cli.main import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"^ *print\(.*\)  # (.*)$", re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [body for name, body in FENCE.findall(README.read_text(encoding="utf-8")) if name == language]


def commands() -> list[tuple[str, str]]:
    """Pairs of a command and its output."""
    parts = [part for body in blocks("console") for part in re.split(r"^\$ ", body, flags=re.MULTILINE)]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts if part)]


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_block(number: int, tmp_path: Path) -> None:
    code = blocks("python")[number]
    script = tmp_path / f"readme_{number}.py"
    script.write_text(code, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(script), run_name="__main__")
    assert printed.getvalue().splitlines() == PRINTED.findall(code)


@pytest.mark.parametrize(("command", "output"), commands(), ids=lambda text: text.partition("\n")[0])
def test_command(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    program, *arguments = shlex.split(command)
    assert program == "s2sdiff"
    result = CliRunner().invoke(main, arguments)
    if os.environ.get("S2SDIFF_UPDATE"):
        text = README.read_text(encoding="utf-8")
        text = text.replace(f"$ {command}\n{output}", f"$ {command}\n{result.output}")
        README.write_text(text, encoding="utf-8")
    else:
        assert result.output == output


def methods() -> list[tuple[str, str, str]]:
    """The rows of the table of methods: what it is, a line of code, what that gives."""
    text = README.read_text(encoding="utf-8").partition("## The methods")[2].partition("\n## ")[0]
    return re.findall(r"^\| ([^|]+) \| `([^|]+)` \| `([^|]+)` \|$", text, re.MULTILINE)


@pytest.mark.parametrize(("method", "code", "gives"), methods(), ids=lambda text: text)
def test_method(method: str, code: str, gives: str, tmp_path: Path) -> None:
    """Every method gives 24 and 10, or what else the table says."""
    script = tmp_path / "methods.py"
    script.write_text(next(b for b in blocks("python") if "def both" in b), encoding="utf-8")
    found, wanted = eval(code, runpy.run_path(str(script))), eval(gives)
    assert same_structure(wanted, found)
    assert relative(found, wanted) <= (1e-7 if "differences" in method else 1e-9), f"{method}: {found}"


def test_every_method_is_there() -> None:
    assert len(methods()) == 15


def test_the_trace_is_as_printed(tmp_path: Path) -> None:
    from s2sdiff import trace

    script = tmp_path / "traced.py"
    script.write_text(next(b for b in blocks("python") if "def both" in b), encoding="utf-8")
    assert blocks("text")[-1] == str(trace(runpy.run_path(str(script))["f"], 3.0, 4.0)) + "\n"


def test_the_matrix_form_is_as_printed() -> None:
    from s2sdiff import grad

    network = runpy.run_path(str(ROOT / "examples" / "network.py"))
    made = grad(network["loss"], ("w1", "b1", "w2", "b2")).lower(*network["data"]())
    assert made.source in blocks("python")


def test_the_logistic_map_is_the_example() -> None:
    """The first block is the function that the first command differentiates."""
    example = (ROOT / "examples" / "logistic.py").read_text(encoding="utf-8")
    assert blocks("python")[0] in example


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.stem)
def test_example_runs(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(example), run_name="__main__")
    assert capsys.readouterr().out


def test_every_example_is_listed() -> None:
    listed = re.findall(r"\]\((\w+\.py)\)", (ROOT / "examples" / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(path.name for path in (ROOT / "examples").glob("*.py"))


def test_links_exist() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert "://" in link or (ROOT / link).exists(), link
