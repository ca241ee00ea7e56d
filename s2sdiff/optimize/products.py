"""Products of matrices that are not needed as such: of which only the sum of the rows, or the transpose, is read.

``np.sum(a @ b, axis=0)`` is ``np.sum(a, axis=0) @ b``, one vector by a matrix, and ``(a.T @ b).T`` is ``b.T @ a``.
These are statements of derivatives, which have no place in the user's source.
"""

from __future__ import annotations

from s2sdiff.analyses.reads import count_uses
from s2sdiff.graph import Atom, Block, Const, Let, Op, Stmt, Var, walk
from s2sdiff.kinds import Array, strip
from s2sdiff.optimize.rewrite import with_blocks

TURN = Op("attr", "T")


def reordered(block: Block) -> Block:
    """The block with products made such that there is less to compute."""
    if not any(isinstance(s, Let) and is_product(s) for s in walk(block)):
        return block
    return _block(block, count_uses(block, None))


def is_product(s: Let) -> bool:
    """Whether a derived statement multiplies two matrices."""
    return s.op.name == "matmul" and s.place is None and all(map(is_matrix, s.args))


def is_matrix(a: Atom) -> bool:
    """Whether an atom is an array of two axes."""
    kind = strip(a.kind) if isinstance(a, Var) else None
    return isinstance(kind, Array) and kind.rank == 2


def _block(block: Block, counts: dict[Var, int]) -> Block:
    out: list[Stmt] = []
    lately: dict[Atom, Let] = {}  # what was computed since anything was changed in place
    for s in block:
        if not isinstance(s, Let):
            lately = {}
            out.append(with_blocks(s, lambda b: _block(b, counts)))
            continue
        made = lately.get(s.args[0]) if s.args else None
        alone = made is not None and s.place is None and is_product(made) and counts[made.target] == 1
        less = instead(s, made, lately) if alone and made is not None else None
        out += less or [s]
        lately[s.target] = out[-1]  # type: ignore[assignment]
    return tuple(out)


def instead(s: Let, product: Let, lately: dict[Atom, Let]) -> list[Let] | None:
    """The statements that give what `s` makes of a product of matrices, None where there is nothing to gain."""
    a, b = product.args
    if s.op.name == "sum" and s.op.keywords == ("axis",) and s.args[1] == Const(0):
        kind = strip(a.kind)
        assert isinstance(kind, Array)
        rows = Var("t", Array(kind.dtype, 1, kind.lengths[1:] if kind.lengths is not None else None), True)
        return [Let(rows, s.op, (a, s.args[1])), Let(s.target, product.op, (rows, b))]
    turned = lately.get(a)
    if s.op == TURN and turned is not None and turned.op == TURN:
        kind = strip(b.kind)
        assert isinstance(kind, Array)
        first = Var("t", Array(kind.dtype, 2, kind.lengths[::-1] if kind.lengths is not None else None), True)
        return [Let(first, TURN, (b,)), Let(s.target, product.op, (first, turned.args[0]))]
    return None
