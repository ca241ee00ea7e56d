"""A with statement that writes and reads a file."""
import os
import tempfile


def f(x):
    path = os.path.join(tempfile.gettempdir(), f"s2sdiff-{os.getpid()}.txt")
    with open(path, "w") as file:
        file.write(repr(x * x))
    with open(path) as file:
        y = float(file.read())
    os.remove(path)
    return y * x


wrt = ("x",)
points = [(0.7,)]
refused = "with over a file"
