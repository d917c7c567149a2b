"""Decoding: the text of an outline comes in; models of the language, and mistakes with their places, come out."""
