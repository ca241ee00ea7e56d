"""Grids whose number of points depends on real steps, beside arrays of a known length, and their transforms."""

import numpy as np


def shoot(energy, slope, h):
    state = np.array([0.0, 1.0], float)
    for x in np.arange(0, 1.0, h):
        state += h * np.array([state[1], (slope * x - energy) * state[0]], float)
    return state[0]


def f(energy, slope):
    n = 8
    x = (2 * np.pi / n) * np.arange(-n / 2, n / 2)
    wave = 3 * energy**2 / np.cosh(0.5 * (energy * (x + 2.0))) ** 2
    moved = np.real(np.fft.ifft(np.fft.fft(wave) * np.exp(-1j * slope * np.arange(-n / 2, n / 2))))
    last, other = shoot(energy, slope, 1.0 / 5), 1.1 * energy
    for _ in range(2):
        now = shoot(other, slope, 1.0 / 5)
        energy, other, last = other, other - now * (other - energy) / (now - last), now
    return other + np.sum(moved * np.sin(x))


wrt = ("energy", "slope")
points = [(1.3, 0.4), (0.7, 0.9)]
