"""The state of a lowering: what each name stands for on each path, and which containers may share memory."""
