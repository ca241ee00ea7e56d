"""Names beyond ASCII, in two forms that Python takes as one."""


def f(ρ, µ, Δx):
    Re = ρ * Δx / µ
    α_1 = Re**0.5
    return α_1 * μ


wrt = ("ρ", "Δx")
points = [(0.7, 1.3, 0.4)]
