"""Layout: an outline, a theme and a measurer come in; a scene that says where everything goes comes out."""
