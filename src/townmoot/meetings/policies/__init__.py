"""What the state and the rules allow; each check raises with a reason a citizen understands."""
