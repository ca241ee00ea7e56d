"""The command line: what it writes, what it prints, its exit codes, and what it does with bad input."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support import import_file

import s2sdiff
from s2sdiff.codes import CODES
from s2sdiff.errors import InternalError, Place, Refusal
from s2sdiff.modules import HEADER_PREFIX, CompiledModule
from s2sdiff_cli.main import main

ROOT = Path(__file__).parent.parent
MODEL = '''\
"""Two functions that can be differentiated, and one that is not public."""


def square(x: float) -> float:
    return x * x


def product(x: float, y: float) -> float:
    return x * y * _scale(y)


def _scale(y: float) -> float:
    return 2 * y
'''
REFUSED = MODEL + "\n\nasync def later(x: float) -> float:\n    return x\n"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test runs in an empty folder, without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("S2SDIFF_TRACEBACK", raising=False)
    yield
    assert not list(tmp_path.rglob("*.tmp")), "a temporary file was left behind"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.py"
    path.write_text(MODEL, encoding="utf-8")
    return path


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def fails(*arguments: str | Path, code: int, match: str, stdin: str | bytes | None = None) -> None:
    """The command ends with the exit code and one message on stderr, prints and writes nothing."""
    before = snapshot()
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == code, result.output
    assert not result.stdout
    assert re.search(match, result.stderr), result.stderr
    assert len(re.findall(r"(?m)^(error\[|Error: )", result.stderr)) == 1, result.stderr
    assert snapshot() == before


def snapshot() -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(Path().rglob("*"))}


def load(path: Path) -> ModuleType:
    return import_file(path, path.stem)


def subprocess_run(*arguments: str, **keywords: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **keywords.pop("env", {})}
    command = [sys.executable, "-m", "s2sdiff_cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, **keywords)


# ---------------------------------------------------------------------------------------------- compile


def test_compile_writes_beside_the_source(model: Path) -> None:
    result = run("compile", "model.py")
    assert result.exit_code == 0, result.output
    assert not result.stdout
    assert "model_grad.py" in result.stderr
    written = model.with_name("model_grad.py")
    first, rest = written.read_text(encoding="utf-8").split("\n", 1)
    assert first.startswith(f"{HEADER_PREFIX}{s2sdiff.__version__} from model.py (sha256 ")
    assert "s2sdiff" not in rest
    assert str(model.parent) not in first + rest
    derivatives = load(written)
    assert derivatives.square_grad(3.0) == 6.0
    assert derivatives.product_grad(3.0, 5.0) == 50.0


def test_compile_forward(model: Path) -> None:
    assert run("compile", model, "--mode", "forward", "-f", "square").exit_code == 0
    assert load(model.with_name("model_jvp.py")).square_jvp(3.0, 1.0) == (9.0, 6.0)


def test_compile_wrt(model: Path) -> None:
    assert run("compile", model, "-f", "product", "--wrt", "y").exit_code == 0
    assert load(model.with_name("model_grad.py")).product_grad(3.0, 5.0) == 60.0
    assert run("compile", model, "-f", "product", "--wrt", "x,y").exit_code == 0
    assert load(model.with_name("model_grad.py")).product_grad(3.0, 5.0) == (50.0, 60.0)


def test_compile_named_functions_only(model: Path) -> None:
    assert run("compile", model, "-f", "square", "-f", "product").exit_code == 0
    both = model.with_name("model_grad.py").read_text(encoding="utf-8")
    assert run("compile", model, "-f", "square").exit_code == 0
    one = model.with_name("model_grad.py").read_text(encoding="utf-8")
    assert "def product_grad(" in both
    assert "def product_grad(" not in one


def test_compile_to_file_and_folder(model: Path) -> None:
    Path("out").mkdir()
    assert run("compile", model, "-o", "derivative.py").exit_code == 0
    assert run("compile", model, "-o", "out").exit_code == 0
    assert Path("derivative.py").exists()
    assert "from ../model.py (" in Path("out/model_grad.py").read_text(encoding="utf-8")


def test_compile_folder_keeps_its_structure(model: Path) -> None:
    for folder in ("src/inner", "src/.hidden", "src/__pycache__", "out"):
        Path(folder).mkdir(parents=True)
    for name in ("src/a.py", "src/inner/b.py", "src/.hidden/c.py", "src/__pycache__/d.py"):
        Path(name).write_text(MODEL, encoding="utf-8")
    Path("src/__init__.py").write_text("", encoding="utf-8")
    assert run("compile", "src", "-o", "out").exit_code == 0
    assert run("compile", "src").exit_code == 0
    again = run("compile", "src")  # what was generated is not compiled in its turn
    assert again.exit_code == 0
    assert sorted(path.as_posix() for path in Path().rglob("*_grad.py")) == [
        "out/a_grad.py",
        "out/inner/b_grad.py",
        "src/a_grad.py",
        "src/inner/b_grad.py",
    ]
    assert "unchanged src/a_grad.py" in again.stderr


def test_compile_function_of_some_file_in_a_folder(model: Path) -> None:
    Path("other.py").write_text("def cube(x: float) -> float:\n    return x * x * x\n", encoding="utf-8")
    assert run("compile", ".", "-f", "cube").exit_code == 0
    assert [path.name for path in Path().glob("*_grad.py")] == ["other_grad.py"]
    fails("compile", ".", "-f", "sphere", code=2, match="SD504")


def test_compile_from_stdin_to_stdout() -> None:
    result = run("compile", "-", stdin=MODEL)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{HEADER_PREFIX}{s2sdiff.__version__} from <stdin> (")
    assert "def square_grad(" in result.stdout


def test_the_source_is_not_run(model: Path) -> None:
    Path("wicked.py").write_text(MODEL + "\n\nopen('ran', 'w')\nraise SystemExit(7)\n", encoding="utf-8")
    assert run("compile", "wicked.py").exit_code == 0
    assert not Path("ran").exists()


def test_bom_and_coding_line_and_crlf() -> None:
    text = MODEL.replace("\n", "\r\n")
    Path("bom.py").write_bytes(b"\xef\xbb\xbf" + text.encode())
    Path("latin.py").write_bytes(b"# coding: latin-1\n# caf\xe9\n" + MODEL.encode())
    assert run("compile", "bom.py", "latin.py").exit_code == 0
    assert b"\r" not in Path("bom_grad.py").read_bytes()


def test_same_bytes_from_any_folder_and_hash_seed(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("compile", model).exit_code == 0
    first = model.with_name("model_grad.py").read_bytes()
    for seed in ("0", "1"):
        model.with_name("model_grad.py").unlink()
        done = subprocess_run("compile", str(model), cwd="/", env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        assert model.with_name("model_grad.py").read_bytes() == first


def test_what_is_refused_is_left_out(model: Path) -> None:
    model.write_text(REFUSED, encoding="utf-8")
    result = run("compile", model)
    assert result.exit_code == 1
    assert "error[SD201]" in result.stderr
    assert "model.py:16:" in result.stderr
    assert "square_grad" in dir(load(model.with_name("model_grad.py")))


def test_nothing_is_written_where_all_is_refused(model: Path) -> None:
    model.write_text("async def later(x: float) -> float:\n    return x\n", encoding="utf-8")
    fails("compile", model, code=1, match="SD201")


def test_files_go_on_after_one_that_fails(model: Path) -> None:
    Path("broken.py").write_text("def f(:\n", encoding="utf-8")
    result = run("compile", "broken.py", "model.py")
    assert result.exit_code == 1
    assert "broken.py:1:" in result.stderr
    assert Path("model_grad.py").exists()
    assert not Path("broken_grad.py").exists()


# -------------------------------------------------------------------------------- stale, differs, force


def test_check(model: Path) -> None:
    missing = run("compile", model, "--check")
    assert missing.exit_code == 1
    assert "missing" in missing.stderr
    assert not Path("model_grad.py").exists()
    run("compile", model)
    assert run("compile", model, "--check").exit_code == 0
    model.write_text(MODEL + "\n# changed\n", encoding="utf-8")
    before = snapshot()
    stale = run("compile", model, "--check")
    assert stale.exit_code == 1
    assert "stale model_grad.py" in stale.stderr
    assert snapshot() == before


def test_diff(model: Path) -> None:
    new = run("compile", model, "--diff")
    assert new.exit_code == 1
    assert "+def square_grad(" in new.stdout
    assert not Path("model_grad.py").exists()
    run("compile", model)
    same = run("compile", model, "--diff")
    assert (same.exit_code, same.output) == (0, "")
    model.write_text(MODEL.replace("x * x", "x * x * x"), encoding="utf-8")
    before = snapshot()
    changed = run("compile", model, "--diff")
    assert changed.exit_code == 1
    assert changed.stdout.startswith("--- model_grad.py\n+++ model_grad.py\n")
    assert snapshot() == before


def test_an_unchanged_file_is_not_touched(model: Path) -> None:
    run("compile", model)
    written = model.with_name("model_grad.py")
    os.utime(written, (1, 1))
    assert "unchanged" in run("compile", model).stderr
    assert written.stat().st_mtime == 1


@pytest.mark.parametrize("option", ["--check", "--diff", "--mode=reverse"])
def test_a_persons_file_is_not_overwritten(model: Path, option: str) -> None:
    Path("model_grad.py").write_text("# mine\n", encoding="utf-8")
    fails("compile", "model.py", option, code=2, match=r"SD505.*not written by s2sdiff(.|\n)*--force")


def test_force_overwrites_it(model: Path) -> None:
    Path("model_grad.py").write_text("# mine\n", encoding="utf-8")
    assert run("compile", "model.py", "--force").exit_code == 0
    assert Path("model_grad.py").read_text(encoding="utf-8").startswith(HEADER_PREFIX)


@pytest.mark.skipif(os.name != "posix", reason="needs a fifo")
def test_only_files_are_replaced(model: Path) -> None:
    os.mkfifo("pipe")
    result = run("compile", "model.py", "-o", "pipe", "--force")
    assert result.exit_code == 2
    assert "cannot write pipe: not a regular file" in result.stderr
    Path("model_grad.py").mkdir()
    fails("compile", "model.py", "--force", code=2, match="SD505.*not a regular file")


def test_the_source_is_never_overwritten(model: Path) -> None:
    fails("compile", "model.py", "-o", "model.py", "--force", code=2, match="SD505.*would be overwritten")


def test_two_sources_of_one_target(model: Path) -> None:
    for folder in ("a", "b", "out"):
        Path(folder).mkdir()
        Path(folder, "model.py").write_text(MODEL, encoding="utf-8")
    fails("compile", "a/model.py", "b/model.py", "-o", "out", code=2, match="would both be written to")


def test_a_link_stays_a_link_and_permissions_stay(model: Path) -> None:
    run("compile", model, "-o", "real.py")
    os.chmod("real.py", 0o640)
    os.symlink("real.py", "link.py")
    assert run("compile", model, "-f", "square", "-o", "link.py").exit_code == 0
    assert Path("link.py").is_symlink()
    assert Path("real.py").stat().st_mode & 0o777 == 0o640
    assert "product_grad" not in Path("real.py").read_text(encoding="utf-8")


def test_a_write_that_fails_leaves_the_old_file(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("compile", model)
    model.write_text(MODEL + "\n# changed\n", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    fails("compile", "model.py", code=2, match=r"SD505.*cannot write model_grad.py: Permission denied")


# --------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize("command", [["compile"], ["check"]])
@pytest.mark.parametrize(
    ("content", "code", "match"),
    [
        ("def f(x)\n    return x\n", 1, r"SD101(.|\n)*bad\.py:1:"),
        ("", 2, "SD504.*bad.py"),
        ("x = 1\n", 2, "SD504.*bad.py"),
        (b"\x00\x01\x02", 2, "SD505.*bad.py: a binary file"),
        (b"# \xff\xfe\ndef f(x): return x\n", 2, "SD505.*bad.py: neither UTF-8"),
        (b"# coding: klingon\n", 2, "SD505.*bad.py: unknown encoding"),
    ],
    ids=["syntax", "empty", "no function", "binary", "not utf-8", "unknown coding"],
)
def test_bad_content(command: list[str], content: str | bytes, code: int, match: str) -> None:
    Path("bad.py").write_bytes(content if isinstance(content, bytes) else content.encode())
    fails(*command, "bad.py", code=code, match=match)


@pytest.mark.parametrize("command", ["compile {}", "check {}", "show {}:f"])
def test_bad_paths(command: str, tmp_path: Path) -> None:
    Path("empty").mkdir()
    os.symlink("nowhere.py", "broken.py")
    os.symlink("loop.py", "loop.py")
    for path, match in {
        "missing.py": "No such file",
        "broken.py": "symbolic link to nowhere.py",
        "loop.py": "symbolic link",
        "empty": "no Python source in empty|empty: a folder",
        "/dev/null": "not a file",
        "missing/model.py": "No such file",
        "x" * 5000: "too long",
        "nul\0byte.py": "null",
    }.items():
        fails(*command.format(path).split(" "), code=2, match=f"SD505(.|\n)*({match})")


def test_unreadable_file(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    result = run("compile", "model.py")
    assert result.exit_code == 2
    assert "cannot read model.py: Permission denied" in result.stderr


@pytest.mark.parametrize(
    ("options", "match"),
    [
        (["-o", "nowhere/model_grad.py"], "SD505.*no such folder"),
        (["-o", "nowhere/"], "SD505.*no such folder"),
        (["-o", "model.py/"], "SD505.*not a folder"),
        (["-o", "x" * 5000], "SD505.*too long"),
        (["-o", "nul\0byte.py"], "SD505.*null byte"),
        (["-f", "sphere"], "SD504.*sphere"),
        (["-f", "square", "--wrt", "z"], "SD501.*`?z`?"),
        (["--wrt", ""], "--wrt"),
        (["--wrt", "x,"], "--wrt"),
        (["--mode", "sideways"], "--mode"),
        (["--order", "0"], "--order"),
        (["--output-format", "xml"], "--output-format"),
        (["--frobnicate"], "--frobnicate"),
        (["--watch", "--check"], "--watch"),
        (["-", "-o", "-"], "SD505.*several files"),
    ],
    ids=lambda value: " ".join(value)[:20].replace("\0", "0") if isinstance(value, list) else "",
)
def test_bad_options(model: Path, options: list[str], match: str) -> None:
    fails("compile", "model.py", *options, code=2, match=match)


def test_several_files_need_a_folder(model: Path) -> None:
    Path("other.py").write_text(MODEL, encoding="utf-8")
    fails("compile", "model.py", "other.py", "-o", "one.py", code=2, match="no such folder")
    fails("compile", ".", "-o", "one.py", code=2, match="no such folder")


@pytest.mark.parametrize("target", ["model.py", "model.py:", ":square", "model.py:a b", "square"])
def test_show_wants_file_and_function(model: Path, target: str) -> None:
    fails("show", target, code=2, match="FILE:FUNCTION")


def test_nothing_to_do() -> None:
    fails("compile", code=2, match="PATH")
    fails("frobnicate", code=2, match="frobnicate")


def compiler(outcome: CompiledModule | Exception) -> Callable[..., CompiledModule]:
    def compile_module(*_: object, **__: object) -> CompiledModule:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return compile_module


@pytest.mark.parametrize(
    "outcome",
    [
        RecursionError("too deep"),
        InternalError("SD901", "too deep"),
        CompiledModule("x", ("f",), (InternalError("SD901", "too deep"),)),
    ],
    ids=lambda outcome: type(outcome).__name__,
)
@pytest.mark.parametrize("command", ["compile model.py", "check model.py", "show model.py:square"])
def test_a_fault_of_the_compiler(
    model: Path, monkeypatch: pytest.MonkeyPatch, command: str, outcome: CompiledModule | Exception
) -> None:
    monkeypatch.setattr("s2sdiff_cli.run.compile_module", compiler(outcome))
    before = snapshot()
    result = run(*command.split())
    assert result.exit_code == 3
    assert re.search(r"error\[SD901\]: .*too deep", result.stderr)
    assert snapshot() == before


def test_a_fault_of_the_command_line(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s2sdiff_cli.compile.find", compiler(ZeroDivisionError("unforeseen")))
    fails("compile", "model.py", code=3, match="SD901.*ZeroDivisionError: unforeseen")


# ------------------------------------------------------------------------------------------- diagnostics

PLACE = Place("a model.py", 16, 1, 16, 6, "async def f():")
SKIPPED = Refusal("SD201", "`async` has no place here", PLACE, "drop it")


@pytest.fixture
def _skipping(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = CompiledModule(f"{HEADER_PREFIX}0 from model.py (sha256 0)\n", ("f",), (SKIPPED,))
    monkeypatch.setattr("s2sdiff_cli.run.compile_module", compiler(outcome))


@pytest.mark.usefixtures("_skipping")
def test_text() -> None:
    result = run("check", "model.py")
    assert result.exit_code == 1
    assert not result.stdout
    assert result.stderr == SKIPPED.report + "\n1 of 2 functions can be differentiated\n"


@pytest.mark.usefixtures("_skipping")
def test_concise() -> None:
    result = run("check", "model.py", "--output-format", "concise")
    assert result.stderr.splitlines()[0] == "a model.py:16:1: SD201 `async` has no place here"


@pytest.mark.usefixtures("_skipping")
def test_json() -> None:
    result = run("check", "model.py", "--output-format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "code": "SD201",
            "message": "`async` has no place here",
            "help": "drop it",
            "filename": "a model.py",
            "location": {"row": 16, "column": 1},
            "end_location": {"row": 16, "column": 6},
        }
    ]


@pytest.mark.usefixtures("_skipping")
def test_json_leaves_stdout_to_the_derivative() -> None:
    result = run("compile", "model.py", "-o", "-", "--output-format", "json")
    assert result.stdout.startswith(HEADER_PREFIX)
    assert json.loads(result.stderr)[0]["code"] == "SD201"


@pytest.mark.usefixtures("_skipping")
def test_sarif() -> None:
    log = json.loads(run("check", "model.py", "--output-format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    assert only["tool"]["driver"]["rules"][0]["id"] == "SD201"
    (result,) = only["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("SD201", 0, "error")
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%20model.py"
    assert location["region"] == {"startLine": 16, "startColumn": 1, "endLine": 16, "endColumn": 6}


@pytest.mark.parametrize(("style", "document"), [("json", []), ("sarif", "2.1.0")])
def test_documents_without_errors(model: Path, style: str, document: object) -> None:
    result = run("check", "model.py", "--output-format", style)
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert (printed["version"] if style == "sarif" else printed) == document


@pytest.mark.usefixtures("_skipping")
def test_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("check", "model.py").output
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("check", "model.py").stderr
    assert coloured.startswith("\x1b[")
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).startswith(SKIPPED.report)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", "model.py").output


# ------------------------------------------------------------------------------------- show, check, explain


def test_show(model: Path) -> None:
    result = run("show", "model.py:square")
    assert result.exit_code == 0
    assert result.stdout.startswith("def square_grad(")
    assert "product" not in result.output
    assert not result.stderr


def test_show_in_colour(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pygments")
    plain = run("show", "model.py:square").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("show", "model.py:square").stdout
    assert coloured != plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_colour_without_rich_and_pygments(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run("show", "model.py:square").stdout, run("explain", "SD204").stdout
    for name in ("pygments", "pygments.formatters", "pygments.lexers", "rich.console", "rich.markdown"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert (run("show", "model.py:square").stdout, run("explain", "SD204").stdout) == plain


def test_show_what_is_refused(model: Path) -> None:
    model.write_text(REFUSED, encoding="utf-8")
    fails("show", "model.py:later", code=1, match="SD201")
    fails("show", "model.py:sooner", code=2, match="SD504")
    fails("show", "model.py:squares", code=2, match="did you mean square?")


def test_check_writes_nothing(model: Path) -> None:
    before = snapshot()
    result = run("check", "model.py")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 of 2 functions can be differentiated\n"
    assert snapshot() == before


@pytest.mark.parametrize("code", CODES)
def test_explain(code: str) -> None:
    result = run("explain", code.lower())
    assert result.exit_code == 0
    assert result.stdout.startswith(f"# {code}: {CODES[code].title}\n")
    assert max(map(len, result.stdout.splitlines())) <= 110


def test_explain_lists_all_and_knows_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [line[:5] for line in run("explain").stdout.splitlines()] == list(CODES)
    fails("explain", "SD999", code=2, match="no error code SD999")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "SD204" in run("explain", "SD204").stdout


def test_every_code_in_use_is_explained() -> None:
    sources = [*(ROOT / "s2sdiff").rglob("*.py"), *(ROOT / "cli").rglob("*.py"), ROOT / "README.md"]
    used = {code for path in sources for code in re.findall(r"\bSD\d{3}\b", path.read_text(encoding="utf-8"))}
    assert used <= set(CODES)


# ---------------------------------------------------------------------------------------------- settings


def settings(text: str) -> None:
    Path("pyproject.toml").write_text(text, encoding="utf-8")


def test_settings_are_defaults_of_options(model: Path) -> None:
    settings('[tool.s2sdiff]\nmode = "forward"\nwrt = ["x"]\n')
    Path("inner").mkdir()
    os.chdir("inner")
    assert "def square_jvp(x" in run("show", "../model.py:square").stdout
    assert "def square_grad(" in run("show", "../model.py:square", "--mode", "reverse").stdout
    fails("show", "../model.py:square", "--wrt", "y", code=2, match="SD501")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("[tool.s2sdiff\n", "SD507.*pyproject.toml"),
        ('[tool.s2sdiff]\nmod = "forward"\n', "SD507.*`mod`"),
        ("[tool.s2sdiff]\nmode = 3\n", "SD507.*`mode`"),
        ('[tool.s2sdiff]\nmode = "sideways"\n', "sideways"),
        ("tool = 3\n", "SD507"),
        ("[tool]\ns2sdiff = 3\n", "SD507"),
    ],
)
def test_wrong_settings(model: Path, text: str, match: str) -> None:
    settings(text)
    fails("compile", "model.py", code=2, match=match)
    assert run("explain", "SD507").exit_code == 0


# ------------------------------------------------------------------------------------------------- watch


def test_watch(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def watch(*paths: str, watch_filter: Callable[[object, str], bool], **_: object) -> Iterator[set[object]]:
        assert paths == ("model.py",)
        assert watch_filter(None, "model.py")
        assert not watch_filter(None, "model_grad.py")
        model.write_text(MODEL.replace("square", "cube"), encoding="utf-8")
        yield set()
        model.unlink()
        yield set()

    monkeypatch.setitem(sys.modules, "watchfiles", SimpleNamespace(watch=watch))
    result = run("compile", "model.py", "--watch")
    assert result.exit_code == 0
    assert "cannot read model.py" in result.stderr
    assert "def cube_grad(" in Path("model_grad.py").read_text(encoding="utf-8")


def test_watch_without_watchfiles(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    fails("compile", "model.py", "--watch", code=2, match=r"SD506(.|\n)*s2sdiff\[watch\]")


# ---------------------------------------------------------------------------------- as a process of its own


def test_version() -> None:
    assert run("--version").stdout == f"s2sdiff {s2sdiff.__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["compile", "--help"], ["show", "-h"]])
def test_help(arguments: list[str]) -> None:
    assert "Usage:" in run(*arguments).stdout


def test_process(model: Path) -> None:
    shown = subprocess_run("show", "model.py:square")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == run("show", "model.py:square").stdout
    missing = subprocess_run("compile", "missing.py")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("error[SD505]: cannot read missing.py: No such file or directory\n")
    piped = subprocess_run("compile", "-", input=MODEL)
    assert "def square_grad(" in piped.stdout


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_closed_pipe_is_no_error(model: Path) -> None:
    command = f"{sys.executable} -m s2sdiff_cli explain | true"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, timeout=120)
    assert "Traceback" not in done.stderr


POINTS = '''\
import math
import numpy as np

SCALE = 2.0


def energy(x: float, y: float = 3.0) -> float:
    return SCALE * x**2 * y + math.sin(y)


def total(u, *, power=2):
    return np.sum(u**power)


def root(x: float) -> float:
    return math.sqrt(x)


def steps(x: float) -> float:
    return x if x == 1.0 else 2.0 * x
'''


@pytest.fixture
def points(tmp_path: Path) -> Path:
    path = tmp_path / "points.py"
    path.write_text(POINTS, encoding="utf-8")
    return path


@pytest.mark.usefixtures("points")
def test_trace_prints_the_table() -> None:
    result = run("trace", "points.py:energy", "--at", "x=2.0, y=0.5")
    assert result.exit_code == 0
    assert "adjoint is the sum of" in result.stdout
    assert re.search(r"^x +input +2 +1 +4 ", result.stdout, re.MULTILINE)


@pytest.mark.usefixtures("points")
@pytest.mark.parametrize(
    "arguments",
    [
        ("points.py:energy", "--at", "2.0"),
        ("points.py:energy", "--at", "x=SCALE, y=math.pi", "--wrt", "y", "--order", "2"),
        ("points.py:total", "--at", "np.ones(3), power=3"),
    ],
)
def test_verify_agrees(arguments: tuple[str, ...]) -> None:
    result = run("verify", *arguments)
    assert result.exit_code == 0
    assert "agree with differences" in result.stdout


@pytest.mark.usefixtures("points")
def test_verify_says_where_they_disagree() -> None:
    """At a single point where another branch is taken, the branch is differentiated and differences go across."""
    result = run("verify", "points.py:steps", "--at", "1.0")
    assert result.exit_code == 1
    assert "forward mode, order 1: the derivative along `x` is 1.0, by differences" in result.stderr
    assert not result.stdout


@pytest.mark.usefixtures("points")
@pytest.mark.parametrize("command", ["trace", "verify"])
@pytest.mark.parametrize(
    ("target", "at", "match"),
    [
        ("points.py", "x=1", "FILE:FUNCTION"),
        ("points.py:nothing", "x=1", "has no function `nothing`"),
        ("points.py:SCALE", "x=1", "is no function"),
        ("absent.py:f", "x=1", "cannot read absent.py"),
        ("points.py:energy", "x=", "as in a call"),
        ("points.py:energy", "x=unknown", "unknown"),
        ("points.py:energy", "z=1", "as in a call"),
        ("points.py:root", "-1.0", "raises ValueError"),
    ],
)
def test_points_that_cannot_be_looked_at(command: str, target: str, at: str, match: str) -> None:
    fails(command, target, "--at", at, code=2, match=match)


@pytest.mark.parametrize("command", ["trace", "verify"])
def test_a_file_that_fails_when_it_is_run(tmp_path: Path, command: str) -> None:
    (tmp_path / "broken.py").write_text("1 / 0\n", encoding="utf-8")
    fails(command, "broken.py:f", "--at", "1.0", code=2, match="ZeroDivisionError")
