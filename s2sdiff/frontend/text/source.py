"""From a function object to the syntax tree of its definition."""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from s2sdiff.errors import Place, Refusal, S2SDiffError
from s2sdiff.frontend.text.parameters import every
from s2sdiff.frontend.text.private import is_name_of, spelled_out

Definition = ast.FunctionDef | ast.Lambda


@functools.lru_cache(maxsize=256)
def parse(text: str, filename: str) -> ast.Module:
    """The syntax tree of a module's text; raises SD101 for a syntax error."""
    try:
        return spelled_out(ast.parse(text, filename), text)
    except (SyntaxError, ValueError) as e:
        line = getattr(e, "lineno", None) or 1
        place = Place(
            filename, line, getattr(e, "offset", None) or 1, text=(getattr(e, "text", "") or "").rstrip("\n")
        )
        raise Refusal("SD101", f"the source is not valid Python: {getattr(e, 'msg', e)}", place) from None


def first_line(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> int:
    """The line that ``co_firstlineno`` names: that of the first decorator, if there is one."""
    decorators = getattr(node, "decorator_list", None)
    return min([node.lineno, *(d.lineno for d in decorators)]) if decorators else node.lineno


_ASIDE = {"ctx", "op", "ops"}


@functools.cache
def _holding(cls: Any) -> tuple[str, ...]:
    """The fields of a syntax node that may hold others; operators and contexts do not count."""
    return () if cls in (ast.Name, ast.Constant) else tuple(f for f in cls._fields if f not in _ASIDE)


def nodes_in(root: ast.AST, leave_out: tuple[type[ast.AST], ...] = ()) -> list[ast.AST]:
    """The syntax nodes under one; those of types in `leave_out`, and what is under them, left out."""
    found = [root]
    for node in found:  # grows
        cls: Any = node.__class__
        for field in _holding(cls):
            value = getattr(node, field, None)
            if value.__class__ is list:
                found += [v for v in value if isinstance(v, ast.AST) and not isinstance(v, leave_out)]
            elif value is not None and isinstance(value, ast.AST) and not isinstance(value, leave_out):
                found.append(value)
    return found


#: What is run later than where it stands.
LAZY = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)


class Facts(NamedTuple):
    """The names that a definition mentions, whether it is a generator, and whether it defines what may read them later."""

    names: frozenset[str]
    generator: bool
    closures: bool


def yields(node: ast.AST) -> bool:
    """Whether there is a ``yield`` in a function or statement, those of nested functions left out."""
    return any(isinstance(n, ast.Yield | ast.YieldFrom) for n in nodes_in(node, LAZY))


@functools.lru_cache(maxsize=256)
def definition_facts(node: Definition) -> Facts:
    """What is known of a definition by its syntax."""
    nodes = nodes_in(node)
    types = set(map(type, nodes[1:]))
    return Facts(
        frozenset([n.id for n in nodes if isinstance(n, ast.Name)]),
        not types.isdisjoint((ast.Yield, ast.YieldFrom)) and yields(node),
        not types.isdisjoint(LAZY),
    )


def is_bound_in(node: Definition, name: str) -> bool:
    """Whether a name is bound somewhere in a definition."""
    return any(
        isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in ast.walk(node)
    )


def without_value(node: Definition, name: str) -> tuple[str, str]:
    """What is wrong with a name that has no value where it is read, and the way out."""
    if is_bound_in(node, name):
        return f"`{name}` may have no value here", "give it one on every path"
    return f"`{name}` is not defined", "see that it is spelt rightly, and defined or imported"


@functools.lru_cache(maxsize=256)
def _functions(text: str, filename: str) -> dict[int, list[Any]]:
    """The functions with a name in a file, by their first lines; they stand among statements."""
    found: dict[int, list[Any]] = {}
    for node in nodes_in(parse(text, filename), (ast.expr,)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.setdefault(first_line(node), []).append(node)
    return found


@functools.lru_cache(maxsize=256)
def _lambdas(text: str, filename: str) -> dict[int, list[ast.Lambda]]:
    """The lambdas in a file, by their lines."""
    found: dict[int, list[ast.Lambda]] = {}
    for node in nodes_in(parse(text, filename)):
        if isinstance(node, ast.Lambda):
            found.setdefault(node.lineno, []).append(node)
    return found


def text_of(code: CodeType, module_globals: dict[str, Any]) -> str:
    """The text of the file that a code object comes from, or an empty string."""
    return "".join(linecache.getlines(code.co_filename, module_globals))


def definition(fn: FunctionType) -> Definition:
    """The syntax tree of a function's definition; raises SD102 or SD103 where it cannot be had."""
    code = fn.__code__
    text = text_of(code, fn.__globals__)
    if not text:
        raise S2SDiffError(
            "SD102",
            f"the source of `{fn.__qualname__}` cannot be had",
            hint="define it in a file or a notebook cell, or declare a rule for it",
        )
    place = Place(code.co_filename, code.co_firstlineno, 1, text=_line(text, code.co_firstlineno))
    fitting: list[Any]  # definitions
    if fn.__name__ == "<lambda>" or code.co_name == "<lambda>":
        lambdas = _lambdas(text, code.co_filename).get(code.co_firstlineno, [])
        fitting = [n for n in lambdas if _parameters(n) == _code_parameters(code)]
        if len(fitting) > 1:
            fitting = _at_place(fitting, code)
        distinct = {ast.dump(n) for n in fitting}
        if len(distinct) > 1:
            raise Refusal(
                "SD103",
                "there is more than one such lambda on this line",
                place,
                "give each a line of its own",
            )
    else:
        functions = _functions(text, code.co_filename).get(code.co_firstlineno, [])
        fitting = [n for n in functions if is_name_of(n.name, code.co_name)]
        if fitting and isinstance(fitting[0], ast.AsyncFunctionDef):
            raise Refusal(
                "SD201", f"`{code.co_name}` is asynchronous", place, "differentiate a plain function"
            )
    if not fitting or _parameters(fitting[0]) != _code_parameters(code):
        raise Refusal(
            "SD102",
            f"the source of `{fn.__qualname__}` does not match the file any more",
            place,
            "import the module again",
        )
    if isinstance(fitting[0], ast.FunctionDef) and not _compiles_to(fitting[0], code):
        raise Refusal(
            "SD102",
            f"the source of `{fn.__qualname__}` does not match the file any more",
            place,
            "import the module again",
        )
    found: Definition = fitting[0]
    return found


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _parameters(node: Definition) -> list[str]:
    return [p.arg for p in every(node.args)]


def _code_parameters(code: CodeType) -> list[str]:
    extra = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + extra])


def _compiles_to(node: ast.FunctionDef, code: CodeType) -> bool:
    """Whether a definition has the literals that a code object has (where nothing rewrites the source)."""
    if any(name.startswith("@") for name in code.co_names):  # asserts rewritten by pytest
        return True
    bare = ast.copy_location(ast.FunctionDef(node.name, node.args, node.body, [], None, None), node)
    try:
        compiled = compile(ast.Module([bare], []), code.co_filename, "exec")
    except (SyntaxError, ValueError):
        return True
    inner = next((c for c in compiled.co_consts if isinstance(c, CodeType) and c.co_name == node.name), None)
    return inner is None or _numbers(inner) == _numbers(code)


def _numbers(code: CodeType) -> list[str]:
    return sorted(repr(c) for c in code.co_consts if isinstance(c, int | float | complex))


def _at_place(lambdas: list[ast.Lambda], code: CodeType) -> list[ast.Lambda]:
    """The innermost lambda whose body is where the instructions are; all of them where no columns are known."""
    spans = [
        ((line, start), (end, stop))
        for line, end, start, stop in code.co_positions()
        if _known(line, end, start, stop)
    ]
    if not spans:
        return lambdas
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    around = [n for n in lambdas if _span(n.body)[0] <= first and last <= _span(n.body)[1]]
    return [max(around, key=lambda n: _span(n.body)[0])] if around else []


def _known(line: int | None, end: int | None, start: int | None, stop: int | None) -> bool:
    """Whether an instruction stands for a part of the text."""
    return None not in (line, end, start, stop) and (line, start) != (end, stop)


def _span(node: ast.expr) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where an expression begins and ends."""
    return (node.lineno, node.col_offset), (node.end_lineno or node.lineno, node.end_col_offset or 0)
