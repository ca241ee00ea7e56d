"""The `else` of a loop runs where the loop was not left."""


def f(x, n):
    for _ in range(n):
        x = x * x
        if x > 100.0:
            break
    else:
        x = 3.0 * x
    return x


BY = "x"
AT = 1.1, 3
