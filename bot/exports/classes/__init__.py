"""What a class takes away of its exercise: one value, and every format of it."""
