"""Changes what the blocks of a program leave: at branches that meet, and from trip to trip of loops."""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.graph import Block, Carry, For, If, Merge, Stmt, Try, While


class Leaving:
    """Goes through a program, block by block; what is left by each is for subclasses to say.

    They may add statements to the end of the block that leaves a value.
    """

    def merged(self, merges: tuple[Merge, ...], ways: list[list[Stmt]]) -> tuple[Merge, ...]:
        """What the ways of a branch leave."""
        raise NotImplementedError

    def carried(
        self, carries: tuple[Carry, ...], before: list[Stmt], last: list[Stmt]
    ) -> tuple[Carry, ...]:
        """What goes round a loop: what comes `before` it leaves the first of it, a trip leaves the `last`."""
        raise NotImplementedError

    def statement(self, s: Stmt) -> Stmt:
        """A statement that holds no blocks."""
        return s

    def block(self, body: Block) -> Block:
        """The block, changed."""
        out: list[Stmt] = []
        for s in body:
            if isinstance(s, If):
                (then, orelse), merges = self.ways([s.then, s.orelse], s.merges)
                out.append(replace(s, then=then, orelse=orelse, merges=merges))
            elif isinstance(s, Try):
                (first, *rest), merges = self.ways([s.body, *(h.body for h in s.handlers)], s.merges)
                handlers = tuple(replace(h, body=b) for h, b in zip(s.handlers, rest, strict=True))
                out.append(replace(s, body=first, handlers=handlers, merges=merges))
            elif isinstance(s, For | While):
                last = list(self.block(s.body))
                carries = self.carried(s.carries, out, last)
                out.append(replace(s, body=tuple(last), carries=carries))
            else:
                out.append(self.statement(s))
        return tuple(out)

    def ways(self, blocks: list[Block], merges: tuple[Merge, ...]) -> tuple[list[Block], tuple[Merge, ...]]:
        """The ways of a branch, and what they leave."""
        outs = [list(self.block(b)) for b in blocks]
        fixed = self.merged(merges, outs)
        return [tuple(out) for out in outs], fixed
