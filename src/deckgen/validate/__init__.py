"""Validation: what only the whole outline can tell, above all whether its names name something."""
