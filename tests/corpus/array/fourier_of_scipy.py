"""Fourier transforms of `scipy.fft` and `scipy.fftpack`, and the spread between two percentiles that are unpacked."""
import numpy as np
from scipy import fft, fftpack


def spread(v):
    return np.subtract(*np.percentile(v, [75, 25]))


def correlation(v):
    waves = fftpack.fft(v, 16, axis=-1)
    waves *= fftpack.fft(v[::-1], 16, axis=-1)
    found = fftpack.ifft(waves, axis=-1)[: 2 * len(v) - 1].copy()
    return found.real


def f(v, m):
    spectrum = fft.fft(v, n=6)
    power = np.sum(np.abs(spectrum) ** 2) + np.sum(np.real(fftpack.ifft(spectrum)) * np.arange(6.0))
    smooth = fft.irfft(fft.rfft(v) * np.array([1.0, 0.5, 0.25]), n=5)
    image = np.real(fft.fftshift(fft.fft2(m))) * np.imag(fftpack.fft2(m))
    power += np.dot(smooth, v) + np.sum(image) * spread(v) + np.sum(np.real(fft.ifftn(fft.fftn(m))) ** 2)
    return power + np.sum(correlation(v) * np.arange(9.0))


wrt = ("v", "m")
points = [(np.array([0.3, -0.7, 1.1, 0.4, 0.2]), np.array([[0.4, -0.2, 0.9], [1.3, 0.8, -0.5]]))]
