"""A loop over strings that choose what happens."""


def f(x, ops):
    for op in ops:
        if op == "square":
            x = x * x
        elif op == "shift":
            x = x + 0.5
        else:
            x = 1.0 / x
    return x


wrt = ("x",)
points = [(0.7, ("square", "shift", "invert")), (0.7, ("shift", "square")), (0.7, ())]
