"""Ahead of time: modules of derivatives, written from text alone, agree with `grad`."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import json
import math
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import s2sdiff
from s2sdiff.errors import S2SDiffError, UsageError
from s2sdiff.modules import HEADER_PREFIX, CompiledModule, compile_module

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that modules are imported from; they are forgotten afterwards."""
    before = set(sys.modules)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in set(sys.modules) - before:
        if not name.startswith(("numpy", "scipy", "s2sdiff", "astor")):
            del sys.modules[name]


def write(folder: Path, **files: str) -> None:
    """Files of a project; ``__`` in a name stands for a folder."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    for folder_ in {p.parent for p in folder.rglob("*.py")} - {folder}:
        (folder_ / "__init__.py").touch()


def compiled(path: str, **options: Any) -> CompiledModule:
    text = Path(path).read_text(encoding="utf-8")
    return compile_module(text, path, search=(os.getcwd(),), **options)


def loaded(module: CompiledModule, name: str = "generated") -> ModuleType:
    """The module of derivatives, imported as a file; it must not need s2sdiff."""
    assert not module.diagnostics, [str(d) for d in module.diagnostics]
    assert "import s2sdiff" not in module.source
    assert "from s2sdiff" not in module.source
    Path(f"{name}.py").write_text(module.source, encoding="utf-8")
    importlib.invalidate_caches()
    return importlib.import_module(name)


def single(text: str, *args: Any, folder: Path, **options: Any) -> Any:
    """The gradient of the function `f` of a module, at arguments."""
    write(folder, primal=text)
    return loaded(compiled("primal.py", names=("f",), **options)).f_grad(*args)


# ------------------------------------------------------------------------------------------ what is written


def test_the_text_of_a_module(project: Path) -> None:
    write(
        project,
        model="""
        from math import exp

        SCALE = 3.0

        def f(x: float, rate: float = 2.0) -> float:
            return SCALE * exp(-rate * x)

        def g(x):
            return x * x
        """,
    )
    module = compiled("model.py")
    header, rest = module.source.split("\n", 1)
    assert header.startswith(f"{HEADER_PREFIX}{s2sdiff.__version__} from model.py (sha256 ")
    assert header.endswith("); do not edit.")
    assert module.written == ("f_grad", "g_grad")
    tree = ast.parse(rest)
    assert [type(node).__name__ for node in tree.body] == ["Import", "Import", "FunctionDef", "FunctionDef"]
    assert '"""Gradient of model.f by x (x: float, rate: float)."""' in rest
    assert "model.SCALE" in rest
    derivatives = loaded(module)
    assert derivatives.f_grad(0.5) == pytest.approx(-6 * math.exp(-1))
    assert derivatives.g_grad(3.0) == 6.0
    importlib.import_module("model").SCALE = 1.0
    assert derivatives.f_grad(0.5) == pytest.approx(-2 * math.exp(-1))


def test_the_module_is_not_run(project: Path) -> None:
    write(project, wicked="raise SystemExit\ndef f(x):\n    return x * x\n")
    assert compiled("wicked.py").written == ("f_grad",)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_for_every_hash_seed(seed: str) -> None:
    code = (
        "import sys; from s2sdiff.modules import compile_module; p = sys.argv[1]; "
        "sys.stdout.write(compile_module(open(p).read(), p).source)"
    )
    paths = [ROOT / "examples" / "friction.py"]
    try:
        import fluids

        paths.append(Path(fluids.__file__).parent / "drag.py")
    except ImportError:
        pass
    for path in paths:
        results = {
            subprocess.run(
                [sys.executable, "-c", code, str(path)],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": s, "PYTHONPATH": str(ROOT)},
            ).stdout
            for s in ("0", seed)
        }
        assert len(results) == 1


def test_orders_value_and_modes(project: Path) -> None:
    write(project, model="def f(x, k=2):\n    return x**3 * k\n")
    d = loaded(compiled("model.py", order=3), "orders")
    assert (d.f_grad(2.0), d.f_grad_grad(2.0), d.f_grad_grad_grad(2.0)) == (24.0, 24.0, 12.0)
    d = loaded(compiled("model.py", order=2, value=True), "values")
    assert d.f_value_and_grad(2.0) == (16.0, 24.0)
    assert d.f_grad_value_and_grad(2.0) == (24.0, 24.0)
    d = loaded(compiled("model.py", mode="forward"), "forward")
    assert d.f_jvp(2.0, 2, 1.0) == (16.0, 24.0)


def test_names_are_chosen(project: Path) -> None:
    write(
        project,
        model="""
        from s2sdiff import grad

        def a(x, y):
            return x * y

        def _b(x):
            return x
        """,
        marked="""
        import s2sdiff as sd
        from s2sdiff import grad

        @grad(argnums=("x", "y"))
        def a(x, y):
            return x * y

        @sd.grad
        def b(x):
            return x * x

        def c(x):
            return x
        """,
    )
    assert compiled("model.py").written == ("a_grad",)
    assert compiled("model.py", names=("_b",)).written == ("_b_grad",)
    marked = compiled("marked.py")
    assert marked.written == ("a_grad", "b_grad")
    assert loaded(marked).a_grad(2.0, 3.0) == (3.0, 2.0)
    assert loaded(compiled("model.py", wrt=("1",)), "by_position").a_grad(2.0, 3.0) == 2.0
    with pytest.raises(UsageError, match="SD504"):
        compiled("model.py", names=("nothing",))
    with pytest.raises(UsageError, match="SD501"):
        compiled("model.py", names=("a",), wrt=("z",))
    assert [d.code for d in compiled("model.py", names=("a", "_b"), wrt=("y",)).diagnostics] == ["SD501"]
    with pytest.raises(S2SDiffError, match="SD101"):
        compile_module("def f(:", "model.py")
    with pytest.raises(UsageError, match="SD503"):
        compiled("model.py", mode="sideways")
    with pytest.raises(UsageError, match="SD501"):
        compiled("model.py", signature="nothing: float")


def test_closed_forms(project: Path) -> None:
    write(project, model="import math\n\n\ndef wave(x, k=2.0):\n    return math.sin(k * x) ** 2\n")
    module = loaded(compiled("model.py", mode="symbolic", order=2))
    assert module.wave_grad(0.7) == pytest.approx(2.0 * math.sin(2.8))
    assert module.wave_grad_grad(0.7) == pytest.approx(8.0 * math.cos(2.8))


# ------------------------------------------------------------------------------------------------- imports


def test_a_package_with_imports_of_every_form(project: Path) -> None:
    write(
        project,
        pkg__constants="""
        import math
        G = 9.81
        TWO_PI = 2 * math.pi
        """,
        pkg__tools__basic="""
        def double(x):
            return 2 * x
        def _hidden(x):
            return x
        """,
        pkg__tools__more="""
        from .basic import *
        from ..constants import TWO_PI as TURN
        import pkg.constants as c

        def turn(x):
            from .basic import double as twice
            return twice(x) * TURN + c.G
        """,
        pkg__model="""
        from __future__ import annotations
        import typing
        from . import constants
        from .tools.more import *
        from .tools import basic
        import pkg.tools.basic
        if typing.TYPE_CHECKING:
            from nowhere import nothing
        try:
            from math import cbrt as root
        except ImportError:
            from math import sqrt as root

        def f(x):
            return turn(x) * constants.G + double(x) * basic.double(x) + pkg.tools.basic.double(x)

        def g(x):
            return root(x)
        """,
    )
    module = compiled("pkg/model.py")
    assert "from pkg" in module.source or "import pkg" in module.source
    d = loaded(module)
    primal = importlib.import_module("pkg.model")
    assert d.f_grad(3.0) == pytest.approx(s2sdiff.grad(primal.f)(3.0))
    assert d.g_grad(3.0) == pytest.approx(s2sdiff.grad(primal.g)(3.0))


def test_a_package_is_not_imported(project: Path) -> None:
    write(
        project,
        loud__part="def f(x):\n    return x * x\n",
        user="from loud.part import f as g\ndef f(x):\n    return g(x)\n",
    )
    (project / "loud" / "__init__.py").write_text("raise SystemExit\n")
    assert compiled("user.py").written == ("f_grad",)
    assert "loud" not in sys.modules


def test_a_module_that_its_package_hides(project: Path) -> None:
    write(project, pkg__solve="K = 2.0\n\ndef f(x):\n    return K * x\n\ndef solve(x):\n    return x\n")
    (project / "pkg" / "__init__.py").write_text("from .solve import solve\n")
    module = compiled("pkg/solve.py")
    assert module.written == ("solve_grad",)
    assert [d.code for d in module.diagnostics] == ["SD301"]


def test_recursion_closures_and_methods_of_containers(project: Path) -> None:
    text = """
    def power(x, n):
        return 1.0 if n == 0 else x * power(x, n - 1)

    def f(x: float, n: int = 3) -> float:
        scale = 2.0

        def inner(y):
            return scale * y

        terms = [inner(x)]
        terms.append(power(x, n))
        return sum(terms)
    """
    assert single(text, 2.0, folder=project) == 14.0
    assert single(text, 2.0, 4, folder=project) == 34.0


def test_classes_of_the_module_are_followed(project: Path) -> None:
    text = """
    from dataclasses import dataclass, field

    class Tank:
        gravity = 3.0

        def __init__(self, level, area=2.0):
            self.level = level
            self.area = area

        @property
        def volume(self):
            return self.level * self.area

        def step(self, inflow):
            self.level += inflow * self.gravity
            return self.level

    class Heated(Tank):
        def __init__(self, level, heat):
            super().__init__(level, 4.0)
            self.heat = heat

        def step(self, inflow):
            return super().step(inflow) * self.heat

    @dataclass
    class Log:
        factor: float
        rows: list = field(default_factory=list)

        def add(self, x):
            self.rows.append(x * self.factor)

    def f(x: float, y: float) -> float:
        tank, heated, log = Tank(x), Heated(y, x), Log(y)
        log.add(tank.step(y))
        log.add(heated.step(x))
        return tank.volume + heated.volume + sum(log.rows)
    """
    # 2 (x + 3 y) + 4 (y + 3 x) + y (x + 3 y) + x y (y + 3 x)
    x, y = 2.0, 0.5
    found = single(text, x, y, folder=project, wrt=("x", "y"))
    assert found == pytest.approx((14.0 + y + y * y + 6.0 * x * y, 10.0 + x + 6.0 * y + 2.0 * x * y + 3.0 * x * x))


def test_names_do_not_collide(project: Path) -> None:
    write(
        project,
        math_model="""
        import math
        model = 2.0

        def f(math_model, x: float) -> float:
            return math_model * x * model

        def g(math, x):
            return math * _exp(x)

        def _exp(x):
            return math.exp(x)
        """,
    )
    d = loaded(compiled("math_model.py", wrt=("x",)))
    assert d.f_grad(3.0, 1.0) == 6.0
    assert d.g_grad(3.0, 0.0) == 3.0


# --------------------------------------------------------------------------------------- kinds of parameters


@pytest.mark.parametrize(
    ("parameters", "body", "args", "expected"),
    [
        ("x: float, kind: str = 'a'", "return x * x if kind == 'a' else 3 * x", (2.0, "b"), 3.0),
        ("x, twice: bool = False", "return 2 * x if twice else x", (2.0, True), 2.0),
        ("x, y: float | None = None", "return x if y is None else x * y", (2.0, 5.0), 5.0),
        ("x, y=None", "return x * (1.0 if y is None else y)", (2.0,), 1.0),
        ("x: 'Optional[float]'", "return 0.0 if x is None else x * x", (2.0,), 4.0),
        ("u: list[float]", "return sum(v * v for v in u)", ([1.0, 2.0],), [2.0, 4.0]),
        ("u", "return u[0] * u[1]", ([3.0, 2.0],), [2.0, 3.0]),
        ("u", "s = 0.0\n    for v in u:\n        s += v * v\n    return s", ([3.0],), [6.0]),
        ("p: tuple[float, float]", "return p[0] * p[1]", ((3.0, 2.0),), (2.0, 3.0)),
        ("d: dict[str, float]", "return d['a'] * d['b']", ({"a": 3.0, "b": 2.0},), {"a": 2.0, "b": 3.0}),
        ("x, n", "for _ in range(n):\n        x = x * x\n    return x", (1.5, 2), 4 * 1.5**3),
        ("n: int, x", "return n * x", (3, 2.0), 3),
        ("x, m", "if m == 'square':\n        return x * x\n    raise ValueError(m)", (3.0, "square"), 6.0),
        ("x=2", "return x * x", (), 4.0),
        ("x, *, k=LIMIT * 2", "return x * k", (1.0,), 14.0),
        ("x, /, y=-1.5", "return x * y", (1.0,), -1.5),
        ("p: Point", "return p.x * p.y", None, None),
        ("x: Length", "return x * x", (3.0,), 6.0),
        ("x, kind='b'", "return TABLE[kind] * x", (3.0,), 5.0),
    ],
)  # fmt: skip
def test_kinds(
    project: Path, parameters: str, body: str, args: tuple[Any, ...] | None, expected: Any
) -> None:
    text = f"""from typing import NamedTuple, Optional
LIMIT = 7
Length = float
TABLE = {{"a": 2.0, "b": 5.0}}

class Point(NamedTuple):
    x: float
    y: float = 2.0

def f({parameters}):
    {body}
"""
    if args is None:
        write(project, primal=text)
        Point = importlib.import_module("primal").Point
        args, expected = (Point(3.0, 4.0),), Point(4.0, 3.0)
    assert single(text, *args, folder=project) == expected


def test_signature(project: Path) -> None:
    text = "def f(a, b):\n    return g(a) * b\n\ndef g(v):\n    return v\n"
    assert single(text, 2.0, 3, folder=project, signature="a: float, b: int") == 3
    for bad in ("a: float, b", "a: ", "a: Quantity"):
        with pytest.raises(UsageError, match="SD502"):
            compiled("primal.py", names=("f",), signature=bad)


# ------------------------------------------------------------------------ constants, and what is not known


@pytest.mark.parametrize(
    ("module", "body", "expected"),
    [
        ("K = [1.0, 2.0, 3.0]", "return K[1] * x", 2.0),
        ("import math\nK = math.sqrt(4) + 1", "return K * x", 3.0),
        ("A = 2.0\nB = A * 2\nA = 5.0", "return A * B * x", 20.0),
        ("MODE = 'a'", "return 2 * x if MODE == 'a' else x", 2.0),
        ("h = lambda x: 3 * x", "return h(x)", 3.0),
        ("def h(x):\n    return 3 * x\nH = {'h': (h, 2.0)}", "fn, k = H['h']\n    return fn(x) * k", 6.0),
        (
            "def make(k):\n    def inner(x):\n        return k * x\n    return inner",
            "return make(3.0)(x)",
            3.0,
        ),
        (
            "import sys\nNEW = sys.version_info >= (3,)\nif NEW:\n    k = 2.0\nelse:\n    k = 'x'",
            "return k * x",
            2.0,
        ),
        ("import s2sdiff\n@s2sdiff.grad\ndef g(x):\n    return x * x", "return g(x)", 2.0),
        ("try:\n    UNSET\nexcept NameError:\n    UNSET = 4.0", "return UNSET * x", 4.0),
    ],
)
def test_constants(project: Path, module: str, body: str, expected: float) -> None:
    assert single(f"{module}\n\ndef f(x):\n    {body}\n", 2.0, folder=project) == expected


@pytest.mark.parametrize(
    ("module", "body", "code"),
    [
        ("import os\nK = os.environ['K']", "return x * K", "SD401"),
        ("K = {}\nfor k in 'ab':\n    K[k] = 2.0", "return x * K['a']", "SD401"),
        ("K = 1.0\ndef set_k():\n    global K\n    K = [2.0]", "return x * K", "SD401"),
        ("K = {}\nK['a'] = 1.0", "return x * K['a']", "SD401"),
        ("import elsewhere", "return elsewhere.g(x)", "SD301"),
        ("import os\nif os.sep:\n    def g(x):\n        return x\nelse:\n    g = 1", "return g(x)", "SD301"),
        ("def d(f):\n    return lambda x: 2 * f(x)\n@d\ndef g(x):\n    return x", "return g(x)", "SD303"),
        ("import os", "return x * os.environ['K']", "SD401"),
        ("import sys", "return x * sys.argv[0]", "SD401"),
        ("import elsewhere\nfrom os import sep", "return x if sep == '/' else elsewhere.g(x)", "SD301"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(project: Path, module: str, body: str, code: str) -> None:
    write(project, primal=f"{module}\n\ndef f(x):\n    {body}\n")
    (error,) = compiled("primal.py", names=("f",)).diagnostics
    assert error.code == code
    assert error.place is not None
    assert error.place.filename == "primal.py"


def test_unknown_values_without_derivatives_stay(project: Path) -> None:
    text = """
    import logging
    import os
    log = logging.getLogger(__name__)
    DEBUG = os.environ.get("DEBUG_THIS")

    def f(x):
        if DEBUG is not None:
            log.warning("value %s", x)
        return x * x
    """
    assert single(text, 3.0, folder=project) == 6.0


def test_source_without_a_module() -> None:
    text = "K = 2.0\ndef f(x):\n    return K * x\n"
    module = compile_module(text, "<stdin>")
    space: dict[str, Any] = {}
    exec(module.source, space)
    assert space["f_grad"](1.0) == 2.0
    text = "import os\nK = os.getcwd()\ndef f(x):\n    print(K)\n    return x\n"
    assert [d.code for d in compile_module(text, "<stdin>").diagnostics] == ["SD301"]


# -------------------------------------------------------------------------------------------------- real code

MODULES = ("friction", "two_phase", "drag", "packed_bed", "flow_meter")


def calls_of(module: ModuleType, name: str) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """The calls of a function in the examples of its docstring."""
    fn = getattr(module, name)
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def record(*args: Any, **kwargs: Any) -> Any:
        calls.append((args, kwargs))
        return fn(*args, **kwargs)

    space = {**vars(module), name: record}
    for example in doctest.DocTestParser().get_examples(fn.__doc__ or ""):
        try:
            exec(compile(example.source, "<doc>", "exec"), space)
        except Exception:
            continue
    return calls[:3]


RUN = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
module = importlib.import_module(sys.argv[2])
assert not any(name.split(".")[0] == "s2sdiff" for name in sys.modules)
out = []
for name, args, kwargs in json.load(sys.stdin):
    try:
        out.append(getattr(module, name)(*args, **kwargs))
    except Exception as error:
        out.append(f"{type(error).__name__}: {error}")
print(json.dumps(out))
"""


@pytest.mark.parametrize("name", MODULES)
def test_fluids(name: str, tmp_path: Path) -> None:
    fluids = pytest.importorskip("fluids")
    primal = importlib.import_module(f"fluids.{name}")
    path = inspect.getsourcefile(primal)
    assert path is not None
    module = compile_module(
        Path(path).read_text(encoding="utf-8"), path, search=(str(Path(fluids.__file__).parent.parent),)
    )
    assert len(module.written) >= 0.75 * (len(module.written) + len(module.diagnostics))
    (tmp_path / f"{name}_grad.py").write_text(module.source, encoding="utf-8")
    definitions = {
        n.name: ast.get_docstring(n) or ""
        for n in ast.parse(module.source).body
        if isinstance(n, ast.FunctionDef)
    }
    rows: list[tuple[str, Any, Any]] = []
    expected: list[Any] = []
    for written in module.written:
        function = written.removesuffix("_grad")
        wrt = definitions[written].partition(" by ")[2].partition(" (")[0]
        fn = getattr(primal, function)
        for args, kwargs in calls_of(primal, function):
            if type(inspect.signature(fn).bind(*args, **kwargs).arguments.get(wrt)) is not float:
                continue
            try:
                expected.append(s2sdiff.grad(fn, argnums=wrt)(*args, **kwargs))
            except S2SDiffError:
                continue
            rows.append((written, args, kwargs))
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path), f"{name}_grad"],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        cwd=tmp_path,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)
    assert len(got) == len(expected) >= 10
    for row, value, wanted in zip(rows, got, expected, strict=True):
        assert isinstance(value, float | int), (row, value)
        assert value == pytest.approx(wanted, rel=1e-9, abs=1e-300), row
