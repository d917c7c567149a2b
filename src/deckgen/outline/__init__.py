"""The language that lecturers type: its models, with their short forms, and the registry of blocks."""
