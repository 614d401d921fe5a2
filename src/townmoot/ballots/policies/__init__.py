"""What the state and the rules of a poll allow."""
