"""The same few slides in every theme, to choose one by."""
