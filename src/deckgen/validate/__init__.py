"""Validation: mistakes that only the whole outline shows, above all names that refer to nothing."""
