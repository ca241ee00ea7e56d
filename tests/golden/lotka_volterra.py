"""Two states that depend on each other, stepped with Euler's rule."""


def f(prey, hunters, growth, steps):
    for _ in range(steps):
        births = growth * prey - 0.4 * prey * hunters
        hunters = hunters + 0.01 * (0.1 * prey * hunters - 0.4 * hunters)
        prey = prey + 0.01 * births
    return prey + hunters


BY = "prey", "hunters", "growth"
AT = 1.0, 0.5, 1.1, 20


# --- reverse by prey, hunters, growth

def f_grad(prey, hunters, growth, steps):
    hunters_stack = []
    prey_stack = []
    for _ in range(steps):
        hunters_stack.append(hunters)
        prey_stack.append(prey)
        hunters2 = hunters + 0.01 * (0.1 * prey * hunters - 0.4 * hunters)
        prey += 0.01 * (growth * prey - 0.4 * prey * hunters)
        hunters = hunters2
    hunters_bar = 1.0
    prey_bar = 1.0
    growth_bar = 0.0
    for _ in range(steps):
        prey = prey_stack.pop()
        hunters = hunters_stack.pop()
        hunters_bar2 = hunters_bar - 0.004 * hunters_bar + 0.001 * prey * hunters_bar - 0.004 * prey * prey_bar
        growth_bar += 0.01 * prey * prey_bar
        prey_bar = prey_bar + 0.001 * hunters * hunters_bar - 0.004 * hunters * prey_bar + 0.01 * growth * prey_bar
        hunters_bar = hunters_bar2
    return prey_bar, hunters_bar, growth_bar


# --- forward by prey, hunters, growth

def f_jvp(prey, hunters, growth, steps, prey_dot, hunters_dot, growth_dot):
    for _ in range(steps):
        t = 0.4 * prey
        t2 = 0.1 * prey
        hunters_dot2 = hunters_dot + 0.01 * (0.1 * hunters * prey_dot + t2 * hunters_dot - 0.4 * hunters_dot)
        hunters2 = hunters + 0.01 * (t2 * hunters - 0.4 * hunters)
        prey_dot += 0.01 * (prey * growth_dot + growth * prey_dot - (0.4 * hunters * prey_dot + t * hunters_dot))
        prey += 0.01 * (growth * prey - t * hunters)
        hunters = hunters2
        hunters_dot = hunters_dot2
    return prey + hunters, prey_dot + hunters_dot
