"""The look of decks, as numbers: tokens, areas and placeholders, built-in themes and contrast."""
