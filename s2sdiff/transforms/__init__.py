"""Derivatives: from a program to the program that computes its tangents or cotangents, in the same IR.

Forward mode is `forward`. Reverse mode is a chain of classes, each of which adds what its module is about:

    cotangents -> backward_calls -> backward_updates -> backward_branches -> backward_loops -> reverse

Both write statements with a `builder`, look up rules in `partials`, and fit shapes in `shapes` and `structure`.
`handover` and `recompute` decide what the reverse sweep keeps of the forward sweep and what it computes again.
`helpers`, `calls`, `lean` and `unstack` are for functions that call themselves, `custom` for derivatives that are
stated, `implicit`, `solutions` and `trajectories` for solvers, and `batched` for many directions in one run.
"""
