"""A correlation whose coefficients come from a table by name and temperature range."""

TABLE = {
    "water": [(273.0, 373.0, (8.07, 1730.6, 233.4)), (373.0, 647.0, (8.14, 1810.9, 244.5))],
    "ethanol": [(250.0, 370.0, (8.20, 1642.9, 230.3))],
}


def f(temperature, substance):
    for low, high, (a, b, c) in TABLE[substance]:
        if low <= temperature < high:
            return 10.0 ** (a - b / (c + temperature - 273.15)) * 133.322
    raise ValueError("outside every range")


wrt = ("temperature",)
points = [(300.0, "water"), (450.0, "water"), (300.0, "ethanol")]
failing = [((900.0, "water"), ValueError), ((300.0, "mud"), KeyError)]
