"""Helpers that programs of the corpus import; this is not a program itself."""
import math

FACTOR = 2.5


def _negative(v):
    return -v


def logistic(v):
    return 1.0 / (1.0 + math.exp(_negative(v)))


def scaled(v, factor=None):
    return v * (FACTOR if factor is None else factor)
