"""Graphs and trees: where their nodes go, and how they are drawn."""
