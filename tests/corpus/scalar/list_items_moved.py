"""Items and slices of a list deleted, inserted and written; a list repeated in place."""


def f(x):
    a = [x[0], x[1], x[2], x[0] * x[1]]
    a[0:1] = [x[1] * x[2], x[0]]
    a[2:] = [v * v for v in a[2:]]
    del a[1]
    a.insert(1, x[0] ** 3)
    a.insert(-1, x[1] ** 2)
    del a[1:2]
    b = [x[0], x[2]]
    for k in range(2):
        b.insert(k + 1, b[k] * x[1])
    b *= 2
    del b[len(b) - 1]
    return sum(a) * a[1] + b[1] * b[2] + b[-1]


wrt = ("x",)
points = [([1.3, 0.7, 0.4],)]
