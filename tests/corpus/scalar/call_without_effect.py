"""Calls that do nothing to the result: print, logging, a counter of constants."""
import logging

log = logging.getLogger(__name__)


def f(x, n):
    print("started with", n)
    y = x * x
    for i in range(n):
        log.debug("trip %d: %s", i, y)
        y = y * x
    print(f"y = {y:.3f}", end="")
    log.info("done %r", y)
    return y


wrt = ("x",)
points = [(0.7, 0), (0.7, 2)]
