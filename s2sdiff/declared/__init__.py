"""What users declare about their functions: a derivative, an equation that they solve, that their values are not kept."""
