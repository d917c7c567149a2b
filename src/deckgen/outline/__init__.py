"""The outline language: its models, with their short forms, and the registry of blocks."""
