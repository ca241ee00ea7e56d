"""Pressure drop in a pipe: engineering correlations chosen by an option, with branches and iteration."""

from math import log10, pi

LAMINAR = 2040.0


def haaland(re: float, roughness: float) -> float:
    """Darcy friction factor of turbulent flow, explicit."""
    return (-1.8 * log10((roughness / 3.7) ** 1.11 + 6.9 / re)) ** -2


def colebrook(re: float, roughness: float) -> float:
    """Darcy friction factor of turbulent flow, by fixed-point iteration from Haaland's."""
    root = haaland(re, roughness) ** -0.5
    for _ in range(10):
        root = -2 * log10(roughness / 3.7 + 2.51 * root / re)
    return root**-2


def friction_factor(re: float, roughness: float, method: str = "colebrook") -> float:
    """Darcy friction factor; `roughness` is relative to the diameter."""
    if re < LAMINAR:
        return 64 / re
    if method == "haaland":
        return haaland(re, roughness)
    if method == "colebrook":
        return colebrook(re, roughness)
    raise ValueError(f"unknown method {method!r}")


def pressure_drop(
    flow: float,
    diameter: float,
    length: float = 100.0,
    density: float = 998.0,
    viscosity: float = 1.0e-3,
    roughness: float = 4.5e-5,
    method: str = "colebrook",
) -> float:
    """Pressure drop in Pa of `flow` m3/s through a pipe; all in SI units."""
    velocity = flow / (pi / 4 * diameter**2)
    re = density * velocity * diameter / viscosity
    factor = friction_factor(re, roughness / diameter, method=method)
    return factor * length / diameter * density * velocity**2 / 2


if __name__ == "__main__":
    from s2sdiff import value_and_grad

    sensitivities = value_and_grad(pressure_drop, argnums=("flow", "diameter", "roughness"))
    for method in ("haaland", "colebrook"):
        drop, (by_flow, by_diameter, by_roughness) = sensitivities(0.01, 0.1, method=method)
        print(f"{method}: {drop:.1f} Pa")
        print(f"  by flow      {by_flow:14.4g} Pa/(m3/s)")
        print(f"  by diameter  {by_diameter:14.4g} Pa/m")
        print(f"  by roughness {by_roughness:14.4g} Pa/m")
