"""The views of the floor, by subject."""
