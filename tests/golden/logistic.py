"""A loop whose state is needed backwards: it is pushed on the way there and popped on the way back."""


def f(x, r, n):
    for _ in range(n):
        x = r * x * (1 - x)
    return x


BY = "x", "r"
AT = 0.3, 3.2, 20
