"""A contraction by name: its derivatives are contractions."""

import numpy as np


def f(a, b):
    return np.sum(np.einsum("ij,jk->ik", a, b) ** 2)


BY = "a", "b"
AT = np.array([[1.0, 2.0], [0.5, -1.0]]), np.array([[0.3, 0.1], [2.0, -0.4]])


# --- reverse by a, b

import numpy as np


def f_grad(a, b):
    t_bar = 2 * np.einsum('ij,jk->ik', a, b)
    return np.einsum('ik,jk->ij', t_bar, b), np.einsum('ik,ij->jk', t_bar, a)


# --- forward by a, b

import numpy as np


def f_jvp(a, b, a_dot, b_dot):
    t = np.einsum('ij,jk->ik', a, b)
    return np.sum(t ** 2), np.sum(2 * t * (np.einsum('ij,jk->ik', a_dot, b) + np.einsum('ij,jk->ik', a, b_dot)))
