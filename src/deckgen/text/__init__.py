"""Font metrics, measuring, wrapping and fitting of text, as numbers. Nothing here knows of slides."""
