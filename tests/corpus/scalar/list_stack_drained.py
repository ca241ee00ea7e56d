"""A list used as a stack that a while loop drains."""


def f(x, n):
    stack = []
    for i in range(n):
        stack.append(x + i)
    s = x
    while stack:
        s = s * stack.pop() + 1.0
    return s


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
