"""Live pages: the pieces that change by themselves, what changes them, who may watch them."""
