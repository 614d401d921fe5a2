"""What the unit's room and the clerk's desk share: one suggestion, its steps and its story."""
