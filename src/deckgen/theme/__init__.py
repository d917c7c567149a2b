"""How decks look, as numbers: tokens, areas and placeholders, built-in themes and contrast."""
