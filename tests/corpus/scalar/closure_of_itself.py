"""A function made of another one of the same text, which is no recursion."""


def powers(inner):
    return lambda x: inner(x) * inner(x) + x


def shifted(inner, by):
    def moved(x):
        return inner(x + by) * x

    return moved


base = lambda x: 0.3 * x * x
folded = powers(powers(powers(base)))
far = shifted(shifted(shifted(base, 0.1), 0.2), 0.3)


def f(x):
    return folded(x) - far(x) * folded(0.5 * x)


wrt = ("x",)
points = [(0.7,), (1.1,)]
