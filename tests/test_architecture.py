"""The shape of the project: layout, import order, module size, and what an import costs."""

from __future__ import annotations

import ast
import graphlib
import importlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIMIT = 420  # lines; a longer module holds two ideas
#: The folders of the front end, in the order in which they may import one another.
FOLDERS = (
    "text", "state", "arrays", "data", "expressions", "calls", "loops", "library", "inner", "statements",
)  # fmt: skip
LAZY = ("sympy", "astor", "scipy", "numba", "click", "rich", "pygments", "numpy.random")


def name_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules() -> dict[str, Path]:
    """The modules of both packages, by dotted name."""
    roots = {ROOT: "s2sdiff", ROOT / "cli": "s2sdiff_cli"}
    paths = [(root, path) for root, name in roots.items() for path in sorted((root / name).rglob("*.py"))]
    return {name_of(path, root): path for root, path in paths}


MODULES = modules()


def imported(name: str) -> set[str]:
    """The modules of ours that importing `name` imports: by statements outside of functions."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    statements = at_import(ast.parse(path.read_bytes()))
    return {target for node in statements for target in targets(node, package)} - {name}


def at_import(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not for_types(node):
            yield from at_import(node)


def for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def targets(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in MODULES)
        return
    base = node.module or ""
    if node.level:
        outer = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*outer, *filter(None, [node.module])])
    for alias in node.names:
        if f"{base}.{alias.name}" in MODULES:
            yield f"{base}.{alias.name}"
        elif base in MODULES:
            yield base


def test_imports_have_no_cycles() -> None:
    graph = {name: imported(name) for name in MODULES}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" -> ".join(reversed(error.args[1])))


def late(name: str) -> set[str]:
    """The modules of ours that `name` imports inside of functions."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(path.read_bytes())
    first = set(at_import(tree))
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom) and n not in first]
    typed = {n for block in ast.walk(tree) if for_types(block) for n in ast.walk(block)}
    return {target for n in nodes if n not in typed for target in targets(n, package)}


@pytest.mark.parametrize("name", [n for n in MODULES if n.startswith("s2sdiff.frontend")])
def test_the_front_end_hides_no_cycle_in_a_function(name: str) -> None:
    """What its parts do for each other are verbs. Only the public functions are met late: they import all this."""
    assert {t for t in late(name) if not t.startswith("s2sdiff.declared.")} == set()


@pytest.mark.parametrize("name", [n for n in MODULES if n.count(".") == 3 and n.startswith("s2sdiff.frontend.")])
def test_each_folder_of_the_front_end_imports_only_those_before_it(name: str) -> None:
    folder = FOLDERS.index(name.split(".")[2])
    seen = [t.split(".") for t in imported(name) if t.startswith("s2sdiff.frontend.") and t.count(".") == 3]
    assert [t for t in seen if FOLDERS.index(t[2]) > folder] == []


@pytest.mark.parametrize("part", ["analyses", "frontend", "optimize", "rules", "transforms"])
def test_programs_are_written_without_the_back_end(part: str) -> None:
    own = [name for name in MODULES if name.startswith(f"s2sdiff.{part}.")]
    assert own
    assert [n for n in own for t in imported(n) | late(n) if t.startswith("s2sdiff.backend")] == []


def test_each_verb_is_defined() -> None:
    importlib.import_module("s2sdiff.frontend.lower")
    verbs = importlib.import_module("s2sdiff.frontend.verbs").VERBS
    assert len(verbs) > 20
    assert [name for name, verb in verbs.items() if verb.body is None] == []


def test_the_graph_is_read_rightly() -> None:
    """A guard of the test above: it would pass on an empty graph."""
    assert "s2sdiff.errors" in imported("s2sdiff_cli.run")
    assert "s2sdiff_cli.compile" in imported("s2sdiff_cli.main")


def test_the_compiler_does_not_know_its_command_line() -> None:
    for name, path in MODULES.items():
        if name.split(".")[0] == "s2sdiff":
            text = path.read_text(encoding="utf-8")
            assert "import click" not in text, name
            assert "s2sdiff_cli" not in text, name


@pytest.mark.parametrize("name", MODULES)
def test_module_is_not_too_long(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= LIMIT


@pytest.mark.parametrize("name", MODULES)
def test_module_says_what_it_is_for(name: str) -> None:
    tree = ast.parse(MODULES[name].read_bytes())
    assert ast.get_docstring(tree) or not tree.body


def test_import_is_light() -> None:
    code = (
        "import sys, numpy; before = set(sys.modules); import s2sdiff; "
        f"print([name for name in {LAZY!r} if name in set(sys.modules) - before])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "cli")))}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


@pytest.mark.parametrize(
    "path",
    [
        *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore", ".ci/run"),
        *(
            "s2sdiff/__init__.py",
            "s2sdiff/py.typed",
            "cli/s2sdiff_cli/__init__.py",
            "cli/s2sdiff_cli/py.typed",
        ),
        *("examples/README.md", "tests/corpus"),
    ],
)
def test_layout(path: str) -> None:
    assert (ROOT / path).exists()


def test_ci_is_executable() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_version_is_in_the_changelog() -> None:
    import s2sdiff

    assert f"## [{s2sdiff.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_requirements_and_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"numba", "scipy", "rich", "watch", "test", "dev"} == set(project["optional-dependencies"])
    assert {"numpy", "sympy", "astor", "click"} == {entry.split(">")[0] for entry in project["dependencies"]}
