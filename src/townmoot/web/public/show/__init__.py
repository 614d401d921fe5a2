"""From what the apps know to the pieces that a page shows."""
