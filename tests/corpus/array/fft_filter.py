"""A filter in Fourier space by elementwise products, with shifts and norms."""

import numpy as np


def f(signal, width):
    n = len(signal)
    k = np.fft.fftshift(np.fft.fftfreq(n))
    gain = np.exp(-((k / width) ** 2))
    hat = np.fft.fftshift(np.fft.fft(signal, norm="ortho"))
    hat = hat * gain
    out = np.fft.ifft(np.fft.ifftshift(hat), norm="ortho")
    power = np.abs(hat) ** 2
    return np.sum(out.real**3) + np.sum(power * k**2)


rng = np.random.default_rng(73)
wrt = ("signal", "width")
points = [(rng.normal(size=6), 0.2), (rng.normal(size=5), 0.3)]
