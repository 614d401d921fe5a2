"""What residents and the press read; nobody need sign in."""
