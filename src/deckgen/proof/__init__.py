"""The proof of a template: a deck that shows every kind of slide and block in it."""
