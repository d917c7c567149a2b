"""What deckgen promises, checked."""
