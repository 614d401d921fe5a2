"""What the state and the rules allow, with the reason where they do not."""
