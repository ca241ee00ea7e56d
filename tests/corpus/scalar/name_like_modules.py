"""Variables called np, np_, math_, s2sdiff, grad and the like."""
import math


def f(np, np_, s2sdiff, grad):
    math_ = math.sin(np) * np_
    value, tangent, cotangent, tape = math_, np, grad, s2sdiff
    return value * tangent + cotangent * tape


wrt = ("np", "np_", "s2sdiff", "grad")
points = [(0.7, 1.3, 0.4, 0.9)]
