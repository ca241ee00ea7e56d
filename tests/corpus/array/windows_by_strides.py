"""Windows of arrays, by sliding_window_view and by multiples of an array's own strides."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def f(image, kernel, x):
    patches = sliding_window_view(image, kernel.shape)
    filtered = np.einsum("ijkl,kl->ij", patches, kernel)
    rows = sliding_window_view(image, 3, axis=1).mean(axis=-1)
    step = x.strides[0]
    frames = as_strided(x, shape=((len(x) - 3) // 2 + 1, 3), strides=(2 * step, step))
    blocks = as_strided(image, (2, 2, 2, 2), tuple(2 * s for s in image.strides) + image.strides)
    return np.sum(filtered**2) + np.sum(rows**3) + np.sum(frames[:, 0] * frames[:, 2]) + np.sum(np.prod(blocks, axis=(2, 3)))


rng = np.random.default_rng(14)
wrt = ("image", "kernel", "x")
points = [(rng.random((4, 5)), rng.random((2, 3)), rng.random(7))]
