"""From syntax trees to text, through astor; the text is read back and compared before it is believed."""

from __future__ import annotations

import ast
import functools
from collections.abc import Sequence
from typing import Any

from s2sdiff.errors import InternalError, S2SDiffError


def module_text(
    imports: Sequence[ast.stmt], helpers: Sequence[str], functions: Sequence[ast.FunctionDef]
) -> tuple[str, ast.Module]:
    """The text of a module, and the tree that it reads back as; `helpers` are texts of functions.

    Raises SD901 where no printer gives it back unchanged, SD201 where it would be nested more deeply than Python reads.
    """
    wanted = [*imports, *functions]
    for printed in (_quickly, _carefully):
        head = "".join(map(printed, imports))
        source = (head + "\n\n" if head else "") + "\n\n".join([*helpers, *map(printed, functions)])
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        if same([*tree.body[: len(imports)], *tree.body[len(tree.body) - len(functions) :]], wanted):
            return source, tree
    raise InternalError("SD901", "the text of a generated module reads back as something else")


def _quickly(node: ast.stmt) -> str:
    """The text of a statement, not read back yet."""
    try:
        return _astor(node).strip() + "\n"
    except RecursionError:
        raise
    except Exception:  # what the printer cannot do is done with more care
        return "\n"


def _carefully(node: ast.stmt) -> str:
    """The text of a function or a statement, each statement by the first printer that gets it right."""
    if not isinstance(node, ast.FunctionDef):
        return statement_text(node)
    lines = "".join(map(statement_text, node.body)).splitlines(keepends=True)
    return f"def {node.name}({ast.unparse(node.args)}):\n" + "".join(
        "    " + line if line.strip() else line for line in lines
    )


def statement_text(node: ast.stmt) -> str:
    """The text of one statement; raises SD901 where no printer gives it back unchanged."""
    problem = ""
    for printer in (_astor, _unparse):
        try:
            text = printer(node).rstrip() + "\n"
            again = ast.parse(text).body
        except RecursionError:
            raise
        except Exception as e:  # a printer that fails is a printer that is not used
            problem = str(e)
            if "too many levels of indentation" in problem:
                raise S2SDiffError(
                    "SD201",
                    "the derivative would be nested in more than the hundred levels that Python reads",
                    hint="name values before the branches and chained comparisons that they are needed in",
                ) from None
            continue
        if len(again) == 1 and same(again[0], node):
            return text
        problem = "the text reads back as something else"
    raise InternalError("SD901", f"a generated statement cannot be printed: {problem}")


def _astor(node: ast.AST) -> str:
    import astor

    return str(astor.to_source(node, pretty_source="".join, source_generator_class=_generator()))


@functools.cache
def _generator() -> Any:
    """astor's printer, in which f-strings are left to Python's own, and what is most frequent takes a short way."""
    import astor
    from astor.code_gen import set_precedence
    from astor.op_util import Precedence, precedence_data, symbol_data

    operators = {op: (precedence_data[op], f" {symbol_data[op]} ") for op in ast.operator.__subclasses__()}
    visitors: dict[type, Any] = {}

    class Generator(astor.SourceGenerator):  # type: ignore[misc]
        def visit(self, node: ast.AST) -> None:  # astor's own spells the method's name each time
            found = visitors.get(node.__class__)
            if found is None:
                found = visitors[node.__class__] = getattr(Generator, f"visit_{node.__class__.__name__}")
            found(self, node)

        def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
            self.write(_unparse(node))

        def visit_Name(self, node: ast.Name) -> None:
            if self.new_lines:
                self.write(node.id)
            else:
                self.result.append(node.id)

        def visit_Constant(self, node: ast.Constant) -> None:
            if node.value.__class__ is float and 1e-4 <= node.value < 1e16 and not self.new_lines:
                self.result.append(repr(node.value))
            else:
                super().visit_Constant(node)

        def visit_Assign(self, node: ast.Assign) -> None:
            set_precedence(node, node.value, *node.targets)
            self.newline(node)
            for target in node.targets:
                self.visit(target)
                self.result.append(" = ")
            self.visit(node.value)

        def visit_BinOp(self, node: ast.BinOp) -> None:  # astor's own takes three times as long
            own, symbol = operators[node.op.__class__]
            power = own == Precedence.Pow
            node.left._pp = own + 1 if power else own  # type: ignore[attr-defined]
            node.right._pp = Precedence.PowRHS if power else own + 1  # type: ignore[attr-defined]
            bare = own >= getattr(node, "_pp", Precedence.highest)
            if not bare or self.new_lines:
                self.write("" if bare else "(")
            self.visit(node.left)
            self.result.append(symbol)
            self.visit(node.right)
            if not bare:
                self.result.append(")")

    return Generator


def _unparse(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


_ASIDE = {"ctx", "kind", "type_comment", "type_ignores", "type_params"}


@functools.cache
def _compared(cls: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a syntax node that make it what it is."""
    return tuple(f for f in cls._fields if f not in _ASIDE)


def same(a: Any, b: Any) -> bool:
    """Whether two syntax trees are the same, places and contexts aside."""
    work = [a, b]
    while work:
        y, x = work.pop(), work.pop()
        cls = x.__class__
        if cls is not y.__class__:
            return False
        if cls is ast.Name:
            if x.id != y.id:
                return False
        elif cls is ast.BinOp:
            if x.op.__class__ is not y.op.__class__:
                return False
            work += (x.left, y.left, x.right, y.right)
        elif cls is ast.Constant:
            work += (x.value, y.value)
        elif cls is list:
            if len(x) != len(y):
                return False
            for pair in zip(x, y, strict=True):
                work += pair
        elif isinstance(x, ast.AST):
            for field in _compared(cls):
                work.append(getattr(x, field, None))
                work.append(getattr(y, field, None))
        elif x != y and not (cls is float and x != x and y != y):
            return False
    return True
