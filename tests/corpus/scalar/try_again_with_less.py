"""A try that is repeated with smaller steps until a helper raises no more."""


class TooFar(Exception):
    pass


def square(v, limit):
    if v > limit:
        raise TooFar(f"{v} is more than {limit}")
    return v * v


def f(x, limit):
    best = x
    tries = 0
    for scale in (1.0, 0.5, 0.25):
        try:
            tries += 1
            best = square(x * scale, limit)
            best = best + square(best, limit)
            break
        except TooFar:
            continue
    return best * tries


wrt = ("x",)
points = [(0.5, 1.0), (1.5, 1.0), (1.5, 9.0)]
