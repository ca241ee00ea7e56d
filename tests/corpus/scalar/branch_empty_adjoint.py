"""One branch touches nothing that is differentiated."""


def f(x, k):
    label = "none"
    if k > 0:
        label = "some"
    else:
        x = x * x
    if label == "some":
        pass
    return x * 3.0


wrt = ("x",)
points = [(0.6, 1), (0.6, -1)]
