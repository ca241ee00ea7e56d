"""The programs of peer_programs.py in autograd's idiom: lists, stack and concatenate, no assignment."""

import autograd.numpy as np


def frame(inner, edge):
    """The inner values, in a frame of edge values (zero inside)."""
    return edge + np.pad(inner, 1, mode="constant")


def edge_of(u):
    mask = np.ones(u.shape)
    mask[1:-1, 1:-1] = 0.0
    return mask * u


def heat(u, c, steps):
    for _ in range(steps):
        u = np.concatenate([u[:1], u[1:-1] + c * (u[2:] - 2.0 * u[1:-1] + u[:-2]), u[-1:]])
    return np.sum(u**2)


def jacobi(u, b, steps):
    edge = edge_of(u)
    inner = b[1:-1, 1:-1]
    for _ in range(steps):
        u = frame(0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - inner), edge)
    return np.sum(u**2)


def gauss_seidel(u, b, sweeps):
    rows, columns = u.shape
    u = [[u[i, j] for j in range(columns)] for i in range(rows)]
    b = [[b[i, j] for j in range(columns)] for i in range(rows)]
    for _ in range(sweeps):
        for i in range(1, rows - 1):
            for j in range(1, columns - 1):
                u[i][j] = 0.25 * (u[i - 1][j] + u[i + 1][j] + u[i][j - 1] + u[i][j + 1] - b[i][j])
    return np.sum(np.stack([np.stack(row) for row in u]) ** 2)


def solve_columns(r, x):
    upper = [-r / (1.0 + 2.0 * r)]
    rows = [x[0] / (1.0 + 2.0 * r)]
    for i in range(1, len(x)):
        pivot = 1.0 + 2.0 * r + r * upper[-1]
        upper.append(-r / pivot)
        rows.append((x[i] + r * rows[-1]) / pivot)
    for i in range(len(x) - 2, -1, -1):
        rows[i] = rows[i] - upper[i] * rows[i + 1]
    return np.stack(rows)


def spread(u, r):
    zero = np.zeros((1, u.shape[1]))
    return (1.0 - 2.0 * r) * u + r * (np.concatenate([zero, u[:-1]]) + np.concatenate([u[1:], zero]))


def adi(u, r, steps):
    for _ in range(steps):
        x = solve_columns(r, spread(u.T, r).T)
        u = solve_columns(r, spread(x, r).T).T
    return np.sum(u**2)


def cavity(nu, lid, n, dt, steps, iterations):
    h = 1.0 / (n - 1)
    top = np.zeros((n, n))
    top[-1] = 1.0
    edge = lid * top
    u = edge
    v = np.zeros((n, n))
    p = np.zeros((n, n))
    last = np.zeros((1, n))

    def neighbours(q):
        return q[1:-1, 2:] + q[1:-1, :-2] + q[2:, 1:-1] + q[:-2, 1:-1]

    def slope_x(q):
        return (q[1:-1, 2:] - q[1:-1, :-2]) / (2.0 * h)

    def slope_y(q):
        return (q[2:, 1:-1] - q[:-2, 1:-1]) / (2.0 * h)

    for _ in range(steps):
        ux, uy, vx, vy = slope_x(u), slope_y(u), slope_x(v), slope_y(v)
        b = (ux + vy) / dt - ux**2 - 2.0 * uy * vx - vy**2
        for _ in range(iterations):
            q = 0.25 * (neighbours(p) - h * h * b)
            q = np.concatenate([q[:, :1], q, q[:, -1:]], axis=1)
            p = np.concatenate([q[:1], q, last])
        ui, vi = u[1:-1, 1:-1], v[1:-1, 1:-1]
        lap_u = neighbours(u) - 4.0 * ui
        lap_v = neighbours(v) - 4.0 * vi
        u_new = ui + dt * (nu / h**2 * lap_u - ui * ux - vi * uy - slope_x(p))
        v_new = vi + dt * (nu / h**2 * lap_v - ui * vx - vi * vy - slope_y(p))
        u = frame(u_new, edge)
        v = np.pad(v_new, 1, mode="constant")
    return np.sum(u**2) + np.sum(v**2)


def vertical_advection(u, w, dt):
    levels = len(u)
    upper = [0.25 * dt * w[1]]
    x = [u[0] - 0.25 * dt * w[1] * (u[1] - u[0])]
    for k in range(1, levels):
        low = -0.25 * dt * w[k]
        high = 0.25 * dt * w[k + 1] if k < levels - 1 else 0.0 * low
        flux = -low * (u[k] - u[k - 1])
        if k < levels - 1:
            flux = flux + high * (u[k + 1] - u[k])
        pivot = 1.0 - low - high - low * upper[-1]
        upper.append(high / pivot)
        x.append((u[k] - flux - low * x[-1]) / pivot)
    for k in range(levels - 2, -1, -1):
        x[k] = x[k] - upper[k] * x[k + 1]
    return np.sum(np.stack(x) ** 2)


def cholesky(a):
    total = 0.0
    while len(a):
        root = np.sqrt(a[0, 0])
        below = a[1:, 0] / root
        a = a[1:, 1:] - np.outer(below, below)
        total = total + np.log(root)
    return 2.0 * total


def durbin(r):
    y = -r[:1]
    alpha = -r[0]
    beta = 1.0
    for k in range(1, len(r)):
        beta = beta * (1.0 - alpha**2)
        alpha = -(r[k] + np.dot(r[:k][::-1], y)) / beta
        y = np.append(y + alpha * y[::-1], alpha)
    return np.sum(y**2)


def recursive_filter(image, alpha):
    decay = np.exp(-alpha)
    gain = (1.0 - decay) ** 2 / (1.0 + 2.0 * alpha * decay - decay**2)
    a1, a2 = gain, gain * decay * (alpha - 1.0)
    a3, a4 = gain * decay * (alpha + 1.0), -gain * decay**2
    b1, b2 = 2.0 * decay, -(decay**2)
    columns = [image[:, j] for j in range(image.shape[1])]
    n = len(columns)
    left = [a1 * columns[0]]
    left.append(a1 * columns[1] + a2 * columns[0] + b1 * left[0])
    for j in range(2, n):
        left.append(a1 * columns[j] + a2 * columns[j - 1] + b1 * left[j - 1] + b2 * left[j - 2])
    right = [np.zeros_like(columns[0]), a3 * columns[n - 1]]
    for j in range(n - 3, -1, -1):
        right.append(a3 * columns[j + 1] + a4 * columns[j + 2] + b1 * right[-1] + b2 * right[-2])
    return np.sum((np.stack(left) + np.stack(right[::-1])) ** 2)


def lstm(w, v, b, x, target):
    n = v.shape[0]
    h = np.zeros(n)
    c = np.zeros(n)
    xw = np.dot(x, w) + b
    loss = 0.0
    for t in range(len(x)):
        z = xw[t] + np.dot(h, v)
        s = 1.0 / (1.0 + np.exp(-z[: 3 * n]))
        c = s[n : 2 * n] * c + s[:n] * np.tanh(z[3 * n :])
        h = s[2 * n :] * np.tanh(c)
        loss = loss + np.sum((h - target[t]) ** 2)
    return loss / len(x)
