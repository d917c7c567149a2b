"""Pictures and drawings: opened, checked and prepared for every program that shows the deck."""
