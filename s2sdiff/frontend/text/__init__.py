"""What the text of a program says, before anything is lowered: its names, where they are bound, what it tells of kinds."""
