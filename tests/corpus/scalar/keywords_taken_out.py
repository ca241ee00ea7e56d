"""Options that a function takes out of its own keywords, sets anew, and hands on."""


def decay(x, rate=1.0, steps=2):
    for _ in range(steps):
        x -= rate * x**2
    return x


def f(x, **options):
    scale = options.pop("scale", 0.5)
    options.setdefault("rate", 0.3)
    options["steps"] = 3
    return scale * decay(x, **options) + options["rate"]


wrt = ("x",)
points = [(0.7,)]
