"""The evaluation trace of a run: its steps, and the table of them."""
