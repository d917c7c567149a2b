"""Pictures and drawings: opened, checked and made ready for every program that shows the deck."""
