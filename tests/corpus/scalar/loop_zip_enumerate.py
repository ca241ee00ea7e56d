"""enumerate over zip, with a nested target."""


def f(a, b):
    s = 1.0
    for i, (x, y) in enumerate(zip(a, b, strict=True)):
        s = s * (x + i * y)
    return s


wrt = ("a", "b")
points = [([1.0, 2.0], [0.5, -0.4])]
