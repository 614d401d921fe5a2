"""The pages of the unit's room."""
