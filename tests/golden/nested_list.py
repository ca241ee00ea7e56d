"""A list of lists."""


def f(m):
    return m[0][0] * m[1][1] - m[0][1] * m[1][0]


BY = "m"
AT = ([[1.0, 2.0], [3.0, 5.0]],)


# --- reverse by m

def f_grad(m):
    m_bar = [([0.0] * len(row)) for row in m]
    m_bar[1][0] -= m[0][1]
    m_bar[0][1] -= m[1][0]
    m_bar[1][1] += m[0][0]
    m_bar[0][0] += m[1][1]
    return m_bar


# --- forward by m

def f_jvp(m, m_dot):
    t = m[0][0]
    t2 = m[1][1]
    t3 = m[0][1]
    t4 = m[1][0]
    t_dot = t2 * m_dot[0][0] + t * m_dot[1][1] - (t4 * m_dot[0][1] + t3 * m_dot[1][0])
    return t * t2 - t3 * t4, t_dot
