"""The calculus as a table: one module of rules per library."""
