"""eval of a text that a differentiated value was printed into."""


def f(x):
    return eval("x * x") + eval(str(x))


wrt = ("x",)
points = [(0.7,)]
refused = "eval"
