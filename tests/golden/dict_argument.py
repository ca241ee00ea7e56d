"""A dict read by literal keys."""


def f(p):
    return p["mass"] * p["speed"] ** 2 / 2


BY = "p"
AT = ({"mass": 2.0, "speed": 3.0},)


# --- reverse by p

def f_grad(p):
    t = p['speed']
    p_bar = {key: (0.0) for key in p}
    p_bar['speed'] += t * p['mass']
    p_bar['mass'] += 0.5 * t ** 2
    return p_bar


# --- forward by p

def f_jvp(p, p_dot):
    p_dot = dict(p_dot)
    t = p['mass']
    t2 = p['speed']
    t3 = t2 ** 2
    return t * t3 / 2, (t3 * p_dot['mass'] + t * (2.0 * t2 * p_dot['speed'])) / 2.0
