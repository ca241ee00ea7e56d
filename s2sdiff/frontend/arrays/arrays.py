"""Arrays: subscripts, views, changes in place, attributes and methods.

A basic subscript of a named array is a view: it is kept as the path that leads to it, so that reading it
reads the array as it is then. What else may share memory with an array (``reshape``, ``transpose``)
is a value of its own, and neither of the two may be changed while both can be reached.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.arrays.extent import advanced, binary_kind, indexed_kind
from s2sdiff.frontend.arrays.views import further, rely_on, viewed, written_names
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.layout import ALWAYS
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.parted import unclear
from s2sdiff.frontend.steps import Step, flattened, step_of
from s2sdiff.frontend.values import UNBOUND, Iter, Known, Lib, Ref, Seq
from s2sdiff.frontend.verbs import as_list, call_library, check_rows, components_of, ref_kind
from s2sdiff.graph import Atom, Const, External, Op, Update, Var
from s2sdiff.kinds import (
    ANY,
    BOOL,
    INT,
    Array,
    ListOf,
    is_number,
    plain,
    strip,
)
from s2sdiff.operations import RANGE

#: Functions whose result may share memory with their first argument.
SHARING = {
    "reshape", "ravel", "transpose", "swapaxes", "moveaxis", "rollaxis", "squeeze", "expand_dims", "asarray",
    "atleast_1d", "atleast_2d", "atleast_3d", "broadcast_to", "diagonal", "diag", "real", "imag", "flip", "fliplr",
    "flipud", "rot90", "split", "array_split", "hsplit", "vsplit", "dsplit", "ascontiguousarray", "asanyarray",
    "require", "asfortranarray",
}  # fmt: skip
#: Functions that change their first argument.
CHANGING = {"at", "put", "place", "putmask", "fill_diagonal", "shuffle", "put_along_axis", "copyto"}
METHODS = {
    "sum", "mean", "dot", "max", "min", "std", "var", "cumsum", "cumprod", "prod", "clip", "trace", "reshape", "ravel",
    "transpose", "round", "conj", "conjugate", "diagonal", "squeeze", "swapaxes", "repeat", "argmax", "argmin",
    "argsort", "any", "all", "take", "nonzero", "searchsorted", "ptp", "sort",
}  # fmt: skip


def is_array(value: Any, ctx: Lowerer) -> bool:
    """Whether a lowered value is an array."""
    if isinstance(value, Ref):
        return isinstance(ref_kind(ctx, value), Array)
    if isinstance(value, Known):
        value = value.atom
    return isinstance(value, Var) and isinstance(strip(value.kind), Array)


def components(ctx: Lowerer, index: Any) -> list[Any]:
    """A subscript as a list of slices, Ellipsis, and atoms."""
    return [p if isinstance(p, slice) or p is Ellipsis else component(ctx, p) for p in components_of(ctx, index)]


def component(ctx: Lowerer, value: Any) -> Atom:
    """A component of a subscript that is no slice; a range or a tuple in it picks as a list of ints does, lists as a matrix."""
    if isinstance(value, Iter) and value.how == "range":
        return ctx.let(RANGE, value.args, ListOf(INT), "range")
    if isinstance(value, Seq):
        return as_indices(ctx, value)
    atom = atom_of(ctx, value, "this index")
    kind = plain(strip(atom.kind))
    lists = isinstance(kind, ListOf) and kind.item is not None and not is_number(plain(strip(kind.item)))
    return as_indices(ctx, atom) if lists else atom


def as_indices(ctx: Lowerer, value: Any) -> Atom:
    """The array of the indices that a tuple or a list holds."""
    return atom_of(ctx, library(ctx, "array", [value], {}), "this index")


def get_item(ctx: Lowerer, owner: Any, index: Any) -> Any:
    """``owner[index]`` of an array."""
    parts = components(ctx, index)
    if isinstance(owner, Ref):
        kind = ref_kind(ctx, owner)
        assert isinstance(kind, Array)
        result = indexed_kind(ctx, kind, parts)
        if isinstance(result, Array) and not any(advanced(p) for p in parts):
            return further(ctx, owner, step_of(parts))
        spec, atoms = flattened(further(ctx, owner, step_of(parts)).path)
        return ctx.let(Op("item", "index", spec), (ctx.version(owner.obj), *atoms), result)
    atom = atom_of(ctx, owner)
    kind = strip(atom.kind)
    assert isinstance(kind, Array)
    step = step_of(parts)
    found = ctx.let(Op("item", "index", (step.codes,)), (atom, *step.atoms), indexed_kind(ctx, kind, parts))
    if atom in ctx.flat:  # what is picked there is a copy
        return ctx.let(Op("copy", "copy"), (found,), found.kind) if isinstance(found.kind, Array) else found
    if isinstance(atom, Var) and atom in ctx.shares and not any(advanced(p) for p in parts):
        ctx.shares[found] = ctx.shares[atom]
        if atom in ctx.views and isinstance(strip(found.kind), Array):
            ctx.views[found] = further(ctx, ctx.views[atom], step)
    return found


def writable(ctx: Lowerer, owner: Any) -> Ref:
    """The array that is written to, or a refusal."""
    if isinstance(owner, Var) and owner in ctx.views and ctx.views[owner].obj in ctx.env.versions:
        owner = ctx.views[owner]
        rely_on(ctx, owner)
    if not isinstance(owner, Ref):
        raise ctx.refuse(
            "SD206", "an array is written that has no name, or lives outside the function", "work on a copy"
        )
    if owner.path and not isinstance(owner.path[0], Step):
        check_rows(ctx, owner)
    return owner


def set_item(ctx: Lowerer, owner: Any, index: Any, value: Any) -> None:
    """``owner[index] = value`` of an array."""
    ref = writable(ctx, owner)
    if ref.taken is not None:
        ctx.proven.append(ref.path)
    parts = components(ctx, index)
    change(ctx, further(ctx, ref, written(ctx, parts), True), "store", value)


#: Functions whose result, a vector or a tuple of them, holds no index twice, and none that is negative.
DISTINCT = {
    "argsort",
    "nonzero",
    "flatnonzero",
    "diag_indices",
    "tril_indices",
    "triu_indices",
    "diag_indices_from",
    "tril_indices_from",
    "triu_indices_from",
}


def written(ctx: Lowerer, parts: list[Any]) -> Step:
    """A subscript under which something is written, which tells whether it may lead to an element twice."""
    step = step_of(parts)
    if not may_repeat(ctx, parts):
        return step
    atoms = iter([p for p in parts if not isinstance(p, slice) and p is not Ellipsis and not _is_newaxis(p)])
    return Step(tuple("r" if c == "i" and advanced(next(atoms)) else c for c in step.codes), step.atoms)


def _is_newaxis(part: Any) -> bool:
    return isinstance(part, Const) and part.value is None


def may_repeat(ctx: Lowerer, parts: list[Any]) -> bool:
    """Whether a subscript may lead to an element twice; the rules' own subscripts never do."""
    picked = [p for p in parts if advanced(p) and not is_number_in_array(p)]
    if not picked or ctx.fold or (all(is_mask(p) for p in picked) and len(picked) == 1):
        return False
    return not all(isinstance(p, Var) and (p in ctx.distinct or differ(ctx, p)) for p in picked)


def is_number_in_array(a: Atom) -> bool:
    """Whether a component of a subscript is an array of one whole number without axes, which picks as the number does."""
    kind = strip(a.kind)
    return isinstance(kind, Array) and kind.rank == 0 and kind.dtype != "bool"


def differ(ctx: Lowerer, indices: Var) -> bool:
    """Whether indices are a list of literals none of which repeats."""
    items = [i.value if isinstance(i, Const) else -1 for i in ctx.tuples.get(indices, ())]
    return bool(items) and min(items) >= 0 and len(set(items)) == len(items)


def is_mask(a: Any) -> bool:
    """Whether a subscript is an array of bools, or a bool."""
    kind = plain(strip(a.kind)) if not isinstance(a, slice) and a is not Ellipsis else ANY
    return kind == BOOL or (isinstance(kind, Array) and kind.dtype == "bool")


def change(ctx: Lowerer, ref: Ref, how: str, value: Any) -> None:
    """Emit a change in place of what `ref` leads to."""
    obj = ref.obj
    spec, atoms = flattened(ref.path)
    value = atom_of(ctx, value)
    old = ctx.writing(obj)
    new = Var(old.name, old.kind, old.weak)
    ctx.out.append(Update(new, old, how, (*atoms, value), None, ctx.place(), spec))
    ctx.env.versions[obj] = new


def augmented(ctx: Lowerer, owner: Any, index: Any, op: str, value: Any) -> None:
    """``owner[index] op= value`` of an array."""
    ref = writable(ctx, owner)
    if index is not Ellipsis and ref.taken is not None:
        ctx.proven.append(ref.path)
    elif index is Ellipsis and unclear(ctx, ref):
        raise ctx.refuse(
            "SD205",
            "what changes in place here may be a number, of which the array that it was taken from sees nothing",
            "say how many axes the array has, as in `array2`, or write `x[:] += y` or `x = x + y`",
        )
    parts = components(ctx, index)
    if op in ("add", "sub") and may_repeat(ctx, parts) and len(parts) == 1 and parts[0] in ctx.arguments:
        raise ctx.refuse(
            "SD204", "an index may repeat, and then only the last of them counts", "write np.add.at(y, idx, x)"
        )
    target = further(ctx, ref, written(ctx, parts), True)
    if op in ("add", "sub"):
        change(ctx, target, "accumulate" if op == "add" else "decrease", value)
    else:
        old = owner if index is Ellipsis else get_item(ctx, owner, index)
        change(ctx, target, "store", verbs.binary(ctx, op, old, value))


def binary(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """``left op right`` where one of them is an array."""
    a, b = atom_of(ctx, left), atom_of(ctx, right)
    return ctx.let(Op("binary", op), (a, b), binary_kind(ctx, op, a, b))


def attribute(ctx: Lowerer, owner: Any, attr: str) -> Any:
    """An attribute of an array; NotImplemented for a method."""
    atom = atom_of(ctx, owner)
    kind = strip(atom.kind)
    assert isinstance(kind, Array) and isinstance(atom, Var)
    if attr == "shape":
        shape = ctx.let(Op("attr", "shape"), (atom,), ANY)
        if kind.rank is None:
            return as_whole(ctx, kind, shape)
        items = tuple(length_at(ctx, shape, kind, k) for k in range(kind.rank))
        ctx.tuples[shape] = items
        return Seq(items)
    if attr == "ndim":
        return Const(kind.rank) if kind.rank is not None else ctx.let(Op("attr", "ndim"), (atom,), INT)
    if attr == "size":
        return ctx.let(Op("attr", "size"), (atom,), INT)
    if attr == "T":
        dims = tuple(reversed(kind.lengths)) if kind.lengths is not None else None
        found = ctx.let(Op("attr", "T"), (atom,), Array(kind.dtype, kind.rank, dims))
        share(ctx, found, owner)
        order = "".join(map(str, range(kind.rank or 0)[::-1]))
        if order and not ctx.fold:
            viewed(ctx, found, owner, [Step((f"t{order}",) if len(order) > 1 else ("e",), ())])
        return found
    if attr == "strides" and kind.rank is not None:
        strides = ctx.let(Op("attr", "strides"), (atom,), ANY)
        each = [ctx.let(Op("item", "item"), (strides, Const(k)), INT) for k in range(kind.rank)]
        ctx.strides.update({stride: (atom, k) for k, stride in enumerate(each)})
        return Seq(tuple(each))
    if attr == "flat":
        flat = library(ctx, "ravel", [owner], {})
        ctx.flat.add(flat)
        return flat
    if attr == "dtype":
        return Known(ctx.let(Op("attr", "dtype"), (atom,), ANY), np.dtype(kind.dtype))
    if attr in ("real", "imag"):
        return library(ctx, attr, [owner], {})
    return NotImplemented


def as_whole(ctx: Lowerer, kind: Array, shape: Var) -> Var:
    """The shape of an array of unknown rank, of which it is known which other shapes it equals."""
    if kind.dims is not None:
        ctx.dims[shape] = kind.dims[0]
    return shape


def length_at(ctx: Lowerer, shape: Var, kind: Array, k: int) -> Atom:
    """``shape[k]``, of which it is known which other lengths it equals."""
    dim = kind.dims[k] if kind.dims is not None else None
    found = ctx.let(Op("item", "item"), (shape, Const(k)), INT)
    if dim is not None:
        ctx.dims[found] = dim
    return found


def library(ctx: Lowerer, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a function of NumPy."""
    return call_library(ctx, Lib(External("numpy", name, getattr(np, name))), args, keywords)


def share(ctx: Lowerer, result: Any, owner: Any) -> None:
    """Note that a value may share memory with a named array."""
    if isinstance(owner, Ref):
        ctx.shares[result] = owner.obj
    elif isinstance(owner, Var) and owner in ctx.shares:
        ctx.shares[result] = ctx.shares[owner]


def method(ctx: Lowerer, owner: Any, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method of an array, as the function of NumPy that it stands for."""
    if name in ("copy", "flatten"):
        whole = library(ctx, "ravel", [owner, *args], keywords) if name == "flatten" else atom_of(ctx, owner)
        copied = ctx.let(Op("copy", "copy"), (whole,), whole.kind)
        if not args and not keywords:
            ctx.layouts[copied] = ALWAYS
        return copied
    if name == "view" and not args and not keywords:
        return get_item(ctx, owner, Ellipsis)
    if name == "fill":
        change(ctx, further(ctx, writable(ctx, owner), Step(("e",), ()), True), "store", args[0])
        return Const(None)
    if name == "sort":
        set_item(ctx, owner, Ellipsis, library(ctx, "sort", [owner], keywords))
        return Const(None)
    if name in ("reshape", "transpose") and len(args) != 1:
        args = [Seq(tuple(args))] if args else []
    if name == "item" and not args:
        kind = strip(atom_of(ctx, owner).kind)
        assert isinstance(kind, Array)
        flat = library(ctx, "ravel", [owner], {})
        return get_item(ctx, flat, Const(0)) if kind.rank else get_item(ctx, owner, ())
    if name == "item":
        one = len(args) == 1 and not isinstance(args[0], Seq)
        place = args[0] if one else tuple(args[0].items if len(args) == 1 else args)
        return get_item(ctx, library(ctx, "ravel", [owner], {}) if one else owner, place)
    if name == "tolist" and not args:
        return as_list(ctx, owner)
    if name == "astype":
        return astype(ctx, owner, args, keywords)
    if name == "setflags" and not args and set(keywords) == {"write"}:
        return Const(None)  # a program that works does not write what it has locked
    if name in METHODS:
        return library(ctx, name, [owner, *args], keywords)
    raise ctx.refuse(
        "SD301", f"the array method `{name}` is not in the language", "call a function of NumPy, or use a subscript"
    )


def astype(ctx: Lowerer, owner: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """``a.astype(dtype)``: a copy, or the array itself if asked for; without derivative where it becomes whole numbers."""
    given = {**dict(zip(("dtype", "order", "casting", "subok", "copy"), args, strict=False)), **keywords}
    wanted = given.get("dtype")
    target: Any = wanted.external.value if isinstance(wanted, Lib) else getattr(wanted, "value", UNBOUND)
    atom = atom_of(ctx, owner)
    kind = strip(atom.kind)
    assert isinstance(kind, Array)
    try:
        dtype = np.dtype(target)
    except TypeError:
        raise ctx.refuse("SD405", "the dtype is not known when the program is compiled") from None
    copy = given.get("copy")
    if dtype.name == kind.dtype and copy is not None and not (isinstance(copy, Const) and copy.value):
        return library(ctx, "asarray", [owner], {})
    op = Op("copy", "copy") if dtype.name == kind.dtype else Op("cast", dtype.name)
    return ctx.let(op, (atom,), Array(dtype.name, kind.rank, kind.dims))


def settled(ctx: Lowerer, value: Any, name: str = "", node: Any = None) -> Any:
    """A value, an array among them as the object that it is."""
    return (
        named(ctx, value, name or value.name, node)
        if isinstance(value, Var) and isinstance(value.kind, Array)
        else value
    )


def kept(ctx: Lowerer, value: Any) -> Any:
    """A value that becomes an item of a shelf: an array that shows a part of another is that part."""
    view = ctx.views.get(value) if isinstance(value, Var) and value not in ctx.flat else None
    if view is None or view.obj not in ctx.env.versions:
        return settled(ctx, value, "item")
    rely_on(ctx, view)
    return view


@verbs.named.defined
def named(ctx: Lowerer, value: Var, name: str, node: Any = None) -> Ref:
    """An array that gets a name, or becomes part of a tuple: from now on one object, however it is reached."""
    if value in ctx.flat:
        raise ctx.refuse("SD206", "an iterator over all elements is kept", "keep `a.ravel()` instead")
    view = ctx.views.get(value)
    if (
        view is not None
        and view.obj in ctx.env.versions
        and not written_names(node or ctx.frames[-1].fn.node).isdisjoint(ctx.called(view.obj) | {name})
    ):
        rely_on(ctx, view)
        return view
    known = ctx.objects.get(value)
    if known is not None and known in ctx.env.versions:
        return Ref(known)
    obj = ctx.objects[value] = Obj(name)
    if value in ctx.layouts:
        ctx.layouts[obj] = ctx.layouts[value]
    obj.number = value in ctx.numbers
    shared = ctx.shares.get(value)
    if shared is not None:
        obj.show(shared)
    ctx.env.versions[obj] = value
    return Ref(obj)
