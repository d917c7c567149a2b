"""The language that lecturers type, from nodes to a checked outline."""
