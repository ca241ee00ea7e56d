"""The programs of peer_programs.py in JAX's idiom: functional updates, fori_loop and scan."""

import jax.numpy as jnp
from jax import lax


def heat(u, c, steps):
    def step(_, u):
        return u.at[1:-1].add(c * (u[2:] - 2.0 * u[1:-1] + u[:-2]))

    return jnp.sum(lax.fori_loop(0, steps, step, u) ** 2)


def jacobi(u, b, steps):
    def step(_, u):
        new = u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - b[1:-1, 1:-1]
        return u.at[1:-1, 1:-1].set(0.25 * new)

    return jnp.sum(lax.fori_loop(0, steps, step, u) ** 2)


def gauss_seidel(u, b, sweeps):
    rows, columns = u.shape

    def column(j, state):
        u, i = state
        new = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] - b[i, j])
        return u.at[i, j].set(new), i

    def row(i, u):
        return lax.fori_loop(1, columns - 1, column, (u, i))[0]

    def sweep(_, u):
        return lax.fori_loop(1, rows - 1, row, u)

    return jnp.sum(lax.fori_loop(0, sweeps, sweep, u) ** 2)


def solve_columns(r, x):
    def down(carry, row):
        upper, before = carry
        pivot = 1.0 + 2.0 * r + r * upper
        carry = -r / pivot, (row + r * before) / pivot
        return carry, carry

    def up(after, given):
        upper, row = given
        row = row - upper * after
        return row, row

    start = jnp.zeros_like(r), jnp.zeros_like(x[0])
    _, (upper, x) = lax.scan(down, start, x)
    _, x = lax.scan(up, jnp.zeros_like(x[0]), (upper, x), reverse=True)
    return x


def adi(u, r, steps):
    def step(_, u):
        x = (1.0 - 2.0 * r) * u
        x = x.at[:, 1:].add(r * u[:, :-1]).at[:, :-1].add(r * u[:, 1:])
        x = solve_columns(r, x)
        u = (1.0 - 2.0 * r) * x
        u = u.at[1:].add(r * x[:-1]).at[:-1].add(r * x[1:])
        return solve_columns(r, u.T).T

    return jnp.sum(lax.fori_loop(0, steps, step, u) ** 2)


def cavity(nu, lid, n, dt, steps, iterations):
    h = 1.0 / (n - 1)
    inner = slice(1, -1), slice(1, -1)

    def neighbours(q):
        return q[1:-1, 2:] + q[1:-1, :-2] + q[2:, 1:-1] + q[:-2, 1:-1]

    def slope_x(q):
        return (q[1:-1, 2:] - q[1:-1, :-2]) / (2.0 * h)

    def slope_y(q):
        return (q[2:, 1:-1] - q[:-2, 1:-1]) / (2.0 * h)

    def step(_, state):
        u, v, p = state
        ux, uy, vx, vy = slope_x(u), slope_y(u), slope_x(v), slope_y(v)
        b = (ux + vy) / dt - ux**2 - 2.0 * uy * vx - vy**2

        def relax(_, p):
            p = p.at[inner].set(0.25 * (neighbours(p) - h * h * b))
            p = p.at[:, -1].set(p[:, -2])
            p = p.at[0].set(p[1])
            p = p.at[:, 0].set(p[:, 1])
            return p.at[-1].set(0.0)

        p = lax.fori_loop(0, iterations, relax, p)
        lap_u = neighbours(u) - 4.0 * u[inner]
        lap_v = neighbours(v) - 4.0 * v[inner]
        u_new = u.at[inner].add(dt * (nu / h**2 * lap_u - u[inner] * ux - v[inner] * uy - slope_x(p)))
        v_new = v.at[inner].add(dt * (nu / h**2 * lap_v - u[inner] * vx - v[inner] * vy - slope_y(p)))
        return u_new, v_new, p

    zero = jnp.zeros((n, n))
    u, v, _ = lax.fori_loop(0, steps, step, (zero.at[-1].set(lid), zero, zero))
    return jnp.sum(u**2) + jnp.sum(v**2)


def vertical_advection(u, w, dt):
    none = jnp.zeros_like(u[:1])
    low = jnp.concatenate([none, -0.25 * dt * w[1:]])
    high = jnp.concatenate([0.25 * dt * w[1:], none])
    change = jnp.concatenate([none, u[1:] - u[:-1]])
    flux = -low * change + high * jnp.concatenate([u[1:] - u[:-1], none])
    pivots = (1.0 - low - high).at[0].set(1.0)

    def down(carry, given):
        upper, x = carry
        low, high, pivot, rhs = given
        pivot = pivot - low * upper
        carry = high / pivot, (rhs - low * x) / pivot
        return carry, carry

    def up(after, given):
        upper, x = given
        x = x - upper * after
        return x, x

    _, (upper, x) = lax.scan(down, (none[0], none[0]), (low, high, pivots, u - flux))
    _, x = lax.scan(up, none[0], (upper, x), reverse=True)
    return jnp.sum(x**2)


def cholesky(a):
    n = a.shape[0]
    rows = jnp.arange(n)

    def column(j, state):
        a, total = state
        root = jnp.sqrt(a[j, j])
        below = jnp.where(rows > j, a[:, j], 0.0) / root
        return a - jnp.outer(below, below), total + jnp.log(root)

    return 2.0 * lax.fori_loop(0, n, column, (a, 0.0))[1]


def durbin(r):
    n = r.shape[0]
    index = jnp.arange(n)

    def order(k, state):
        y, alpha, beta = state
        beta = beta * (1.0 - alpha**2)
        flipped = jnp.where(index < k, y[k - 1 - index], 0.0)
        alpha = -(r[k] + jnp.sum(r * flipped)) / beta
        y = (y + alpha * flipped).at[k].set(alpha)
        return y, alpha, beta

    start = jnp.zeros(n).at[0].set(-r[0])
    return jnp.sum(lax.fori_loop(1, n, order, (start, -r[0], 1.0))[0] ** 2)


def recursive_filter(image, alpha):
    decay = jnp.exp(-alpha)
    gain = (1.0 - decay) ** 2 / (1.0 + 2.0 * alpha * decay - decay**2)
    a1, a2 = gain, gain * decay * (alpha - 1.0)
    a3, a4 = gain * decay * (alpha + 1.0), -gain * decay**2
    b1, b2 = 2.0 * decay, -(decay**2)
    columns = image.T
    none = jnp.zeros_like(columns[:1])

    def recur(carry, given):
        before, earlier = carry
        new = given + b1 * before + b2 * earlier
        return (new, before), new

    start = none[0], none[0]
    _, left = lax.scan(recur, start, a1 * columns + a2 * jnp.concatenate([none, columns[:-1]]))
    after = jnp.concatenate([columns[1:], none])
    later = jnp.concatenate([columns[2:], none, none])
    _, right = lax.scan(recur, start, a3 * after + a4 * later, reverse=True)
    return jnp.sum((left + right) ** 2)


def lstm(w, v, b, x, target):
    n = v.shape[0]
    xw = x @ w + b

    def step(carry, z):
        h, c = carry
        z = z + h @ v
        s = 1.0 / (1.0 + jnp.exp(-z[: 3 * n]))
        c = s[n : 2 * n] * c + s[:n] * jnp.tanh(z[3 * n :])
        h = s[2 * n :] * jnp.tanh(c)
        return (h, c), h

    _, states = lax.scan(step, (jnp.zeros(n), jnp.zeros(n)), xw)
    return jnp.sum((states - target) ** 2) / x.shape[0]
