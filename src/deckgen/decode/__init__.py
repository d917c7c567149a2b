"""Decoding: from the text of an outline to the models of the language, with every mistake at its place."""
