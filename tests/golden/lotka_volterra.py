"""Two states that depend on each other, stepped with Euler's rule."""


def f(prey, hunters, growth, steps):
    for _ in range(steps):
        births = growth * prey - 0.4 * prey * hunters
        hunters = hunters + 0.01 * (0.1 * prey * hunters - 0.4 * hunters)
        prey = prey + 0.01 * births
    return prey + hunters


BY = "prey", "hunters", "growth"
AT = 1.0, 0.5, 1.1, 20
