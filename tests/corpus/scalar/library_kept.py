"""Calls of Python's own library that no derivative goes to: what cannot be followed there is called as it is."""

import re


class TooLarge(Exception):
    def __init__(self, what, where=""):
        super().__init__(what + where)


def f(x, text):
    found = re.match(r"(\d+)", text)
    if x > 5.0:
        raise TooLarge("too large ", where=re.sub(r"\d", "", text))
    return x**2 * int(found.group(1))


wrt = ("x",)
points = [(0.7, "12a")]
failing = [((6.0, "12a"), TooLarge)]
