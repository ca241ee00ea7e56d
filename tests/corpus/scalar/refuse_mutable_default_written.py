"""A mutable default used as a memory from call to call."""


def f(x, memory=[0.0]):  # noqa: B006
    memory[0] = x * x
    return memory[0] * x


wrt = ("x",)
points = [(0.7,)]
