"""The public site, made from the public view alone: pages, the theme's shell, the swap."""
