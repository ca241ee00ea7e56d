"""Loops over a list and over a dict of unlike things get the items that their bodies have put there."""

import numpy as np


def f(u, s):
    parts = [u * 1, s, u * 3]
    named = {"a": u * 1, "b": s}
    total = 0.0
    for part in parts:
        total = total * s + np.sum(part)
        parts[1] = s * s
        if len(parts) < 4:
            parts.append(total)
    for part in reversed(parts):
        parts[0] = s * 2
        total = total * s + np.sum(part)
    for value in named.values():
        named["b"] = s * s
        total = total * s + np.sum(value)
    return total + sum(np.sum(part) * k for k, part in enumerate(parts))


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
