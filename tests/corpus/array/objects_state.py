"""An object whose numbers change in a loop, some in a branch."""

import numpy as np


class Pid:
    def __init__(self, kp, ki, kd):
        self.kp = kp
        self.ki = ki
        self.kd = kd
        self.integral = 0.0
        self.last = 0.0

    def update(self, e, dt):
        self.integral += e * dt
        if self.integral > 0.3:
            self.integral = 0.3 + 0.1 * self.integral
        d = (e - self.last) / dt
        self.last = e
        return self.kp * e + self.ki * self.integral + self.kd * d


def f(kp, ki, kd, target):
    pid = Pid(kp, ki, kd)
    x = 0.0
    out = np.zeros(8)
    for k in range(8):
        u = pid.update(target - x, 0.1)
        x += 0.1 * (-x + u)
        out[k] = x
    return np.sum((out - target) ** 2)


wrt = ("kp", "ki", "kd", "target")
points = [(2.0, 1.0, 0.05, 1.0)]
