"""A list that grows: its cotangent shrinks with it."""


def f(x, n):
    values = [x]
    for _ in range(n):
        values.append(values[-1] * x)
    return sum(values)


BY = "x"
AT = 0.9, 4
