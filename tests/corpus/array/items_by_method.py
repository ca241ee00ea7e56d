"""Single elements by the method `item`, by a flat position and by a place, and numbers made complex by NumPy's class."""
import numpy as np


def f(v, m, x):
    length = np.sqrt(v.reshape(1, -1) @ v.reshape(-1, 1)).item(0)
    corner = m.item(1, 0) * m.item((0, 1)) + m.item(3)
    wave = np.complex128(x) * np.exp(1j * np.complex128(v))
    return length * corner + np.sum(wave.real) + np.abs(np.complex128(x + 0.5j)) * m[:1, :1].item()


wrt = ("v", "m", "x")
points = [(np.array([0.3, -0.7, 1.1]), np.array([[0.4, -0.2], [1.3, 0.8]]), 0.6)]
