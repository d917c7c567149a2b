"""Where everything goes: an outline, a theme and a measurer in, a scene out."""
