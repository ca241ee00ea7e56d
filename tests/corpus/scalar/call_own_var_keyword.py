"""f itself takes **kwargs, of which some reach a helper."""


def helper(x, k=1.0, power=2):
    return k * x**power


def f(x, **options):
    return helper(x, **options) + x


wrt = ("x",)
points = [(0.7,), dict(args=(0.7,), kwargs={"k": 1.3}), dict(args=(0.7,), kwargs={"power": 3, "k": 2.0})]
