"""What the use of a parameter in the body of its function says of its kind."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.text.annotations import Annotations
from s2sdiff.frontend.values import Lib, ModuleRef, UserFn
from s2sdiff.kinds import ANY, BOOL, INT, REAL, STR, DictOf, Kind, ListOf, TupleOf, kind_of, strip

if TYPE_CHECKING:
    from s2sdiff.frontend.text.static import StaticModule

_OVER = {
    "sum",
    "min",
    "max",
    "any",
    "all",
    "list",
    "tuple",
    "sorted",
    "reversed",
    "enumerate",
    "zip",
    "map",
    "len",
}
_DEEPEST = 6  # calls that are looked through
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.FloorDiv, ast.Mod)


class Usage:
    """The uses of the names of a function."""

    def __init__(
        self, fn: UserFn, module: StaticModule, depth: int = 0, memo: dict[Any, Kind | None] | None = None
    ) -> None:
        self.fn, self.module, self.depth = fn, module, depth
        self.memo: dict[Any, Kind | None] = {} if memo is None else memo
        body = fn.node.body if isinstance(fn.node.body, list) else [fn.node.body]
        self.parents: dict[int, tuple[ast.AST, str]] = {}
        self.uses: dict[str, list[ast.Name]] = {}
        for root in body:
            for node in ast.walk(root):
                for field, value in ast.iter_fields(node):
                    for child in value if isinstance(value, list) else [value]:
                        if isinstance(child, ast.AST):
                            self.parents[id(child)] = (node, field)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    self.uses.setdefault(node.id, []).append(node)

    def kind(self, name: str, level: int = 0) -> Kind | None:
        """The kind that the uses of a name point to, None where they say nothing."""
        found = [strip(k) for node in self.uses.get(name, ()) if (k := self.one(node, level)) is not None]
        for wanted in (DictOf, ListOf, TupleOf):
            fitting = [k for k in found if isinstance(k, wanted)]
            if fitting:
                return max(fitting, key=_depth)
        for kind in (ANY, STR, INT, REAL, BOOL):
            if kind in found:
                return kind
        return None

    def inexact(self, name: str) -> bool:
        """Whether a name is never used as an index or a count."""
        return not any(self.one(node, 0) == INT for node in self.uses.get(name, ()))

    def one(self, node: ast.expr, level: int) -> Kind | None:
        """What one use says."""
        parent, field = self.parents.get(id(node), (None, ""))
        if isinstance(parent, ast.Subscript):
            return self.subscripted(parent, level) if field == "value" else self.index(parent)
        if isinstance(parent, ast.Slice):
            return INT
        if isinstance(parent, ast.For | ast.comprehension) and field == "iter":
            return ListOf(self.element(parent.target, level))
        if isinstance(parent, ast.BinOp | ast.AugAssign) and isinstance(parent.op, _ARITHMETIC):
            other = (
                parent.right
                if isinstance(parent, ast.BinOp) and field == "left"
                else getattr(parent, "left", None)
            )
            text = isinstance(other, ast.JoinedStr) or (
                isinstance(other, ast.Constant) and isinstance(other.value, str)
            )
            if text and isinstance(parent.op, ast.Add | ast.Mult | ast.Mod):
                return STR
            if isinstance(other, ast.List) and isinstance(parent.op, ast.Mult):
                return INT
            return REAL
        if isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.USub | ast.UAdd):
            return REAL
        if isinstance(parent, ast.Compare):
            return self.compared(parent, node)
        if isinstance(parent, ast.Attribute):
            return STR if parent.attr in ("lower", "upper", "strip", "startswith", "endswith") else ANY
        if isinstance(parent, ast.Call) and field == "args":
            return self.passed(parent, parent.args.index(node), None)
        if isinstance(parent, ast.Call) and field == "func":
            return ANY
        if isinstance(parent, ast.keyword):
            call, _ = self.parents.get(id(parent), (None, ""))
            return self.passed(call, None, parent.arg) if isinstance(call, ast.Call) else None
        tested = isinstance(parent, ast.If | ast.IfExp | ast.While) and field == "test"
        if tested or isinstance(parent, ast.UnaryOp | ast.BoolOp):
            return BOOL if self.only_truth(node) else None
        return None

    def only_truth(self, node: ast.expr) -> bool:
        """Whether a name is used for its truth alone."""
        for other in self.uses.get(getattr(node, "id", ""), ()):
            parent, field = self.parents.get(id(other), (None, ""))
            test = isinstance(parent, ast.If | ast.IfExp | ast.While) and field == "test"
            if (
                not test
                and not isinstance(parent, ast.BoolOp)
                and not (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not))
            ):
                return False
        return True

    def subscripted(self, node: ast.Subscript, level: int) -> Kind:
        """The kind of what is subscripted."""
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            return DictOf(REAL)
        if isinstance(node.slice, ast.Slice):
            return ListOf(REAL)
        if isinstance(node.slice, ast.Tuple):
            return ANY
        inner = self.one(node, level + 1) if level < 4 else None
        return ListOf(inner if isinstance(inner, ListOf | DictOf | TupleOf) else REAL)

    def index(self, node: ast.Subscript) -> Kind | None:
        """The kind of an index: that of the keys of a dict of the module, else an int."""
        if isinstance(node.value, ast.Name):
            found = self.module.own(node.value.id)
            if found is not None and found.known and isinstance(found.value, dict):
                kinds = {kind_of(k) for k in found.value}
                return kinds.pop() if len(kinds) == 1 else None
        return INT

    def element(self, target: ast.expr, level: int) -> Kind:
        """The kind of the items of what is looped over, from the target of the loop."""
        if isinstance(target, ast.Tuple) and all(isinstance(t, ast.Name) for t in target.elts):
            return TupleOf(tuple(self.element(t, level) for t in target.elts))
        inner = self.kind(target.id, level + 1) if isinstance(target, ast.Name) and level < 4 else None
        return inner if isinstance(inner, ListOf | DictOf | TupleOf) else REAL

    def compared(self, node: ast.Compare, operand: ast.expr) -> Kind | None:
        """The kind of what is compared."""
        operands = [node.left, *node.comparators]
        at = operands.index(operand)
        for k in (at - 1, at + 1):
            if not 0 <= k < len(operands):
                continue
            op, other = node.ops[min(at, k)], operands[k]
            values = other.elts if isinstance(other, ast.Tuple | ast.List | ast.Set) else [other]
            if isinstance(op, ast.In | ast.NotIn) and k < at:
                return (
                    ListOf(REAL)
                    if not any(isinstance(v, ast.Constant) and isinstance(v.value, str) for v in values)
                    else STR
                )
            if any(self.is_text(v) for v in values):
                return STR
            if isinstance(op, ast.Is | ast.IsNot):
                return None
            if isinstance(op, ast.In | ast.NotIn) and isinstance(other, ast.Name):
                found = self.module.own(other.id)
                if (
                    found is not None
                    and found.known
                    and isinstance(found.value, dict | tuple | list | frozenset)
                ):
                    kinds = {kind_of(v) for v in found.value}
                    return kinds.pop() if len(kinds) == 1 else None
        return REAL

    def is_text(self, node: ast.expr) -> bool:
        """Whether an operand is a string, or a name of one."""
        if isinstance(node, ast.Constant):
            return isinstance(node.value, str)
        if isinstance(node, ast.Name):
            found = self.module.own(node.id)
            return found is not None and found.known and isinstance(found.value, str)
        return False

    def passed(self, node: ast.Call, position: int | None, keyword: str | None) -> Kind | None:
        """What the function that a name is passed to wants."""
        fn = self.callee(node.func)
        if isinstance(fn, UserFn):
            return self.wanted(fn, position, keyword)
        module, name = getattr(fn, "__module__", "") or "", getattr(fn, "__name__", "")
        if module == "builtins":
            if name == "range":
                return INT
            if name in _OVER and (name not in ("min", "max") or len(node.args) == 1):
                return ListOf(REAL)
            return REAL if name in ("abs", "min", "max", "pow", "round", "float", "int", "divmod") else None
        return REAL if module in ("math", "cmath", "numpy") or module.startswith(("numpy", "scipy")) else None

    def wanted(self, fn: UserFn, position: int | None, keyword: str | None) -> Kind | None:
        """The kind of a parameter of another function."""
        a = fn.node.args
        params = [*a.posonlyargs, *a.args]
        row = params[position] if position is not None and position < len(params) else None
        if keyword is not None:
            row = next((p for p in [*a.args, *a.kwonlyargs] if p.arg == keyword), None)
        if row is None or self.depth >= _DEEPEST:
            return None
        module: Any = fn.scope if hasattr(fn.scope, "own") else self.module
        key = (fn.node, row.arg)
        if key not in self.memo:
            self.memo[key] = None  # of a call that leads back here nothing is known
            self.memo[key] = Annotations(module).kind(row.annotation) or Usage(
                fn, module, self.depth + 1, self.memo
            ).kind(row.arg)
        return self.memo[key]

    def callee(self, node: ast.expr) -> Any:
        """The function that an expression names, where it is known."""
        if isinstance(node, ast.Name):
            found = self.module.find(node.id)
        elif isinstance(node, ast.Attribute):
            owner = self.callee(node.value)
            if isinstance(owner, ModuleRef) and owner.scope is not None:
                found = owner.scope.find(node.attr)
            else:
                return getattr(owner, node.attr, None) if type(owner).__name__ == "module" else None
        else:
            return None
        value = found.value if found is not None and found.known else None
        return value.external.value if isinstance(value, Lib) else value


def _depth(kind: Kind | None) -> int:
    return 1 + _depth(kind.item) if isinstance(kind, ListOf | DictOf) else 0


__all__ = ["Usage"]
