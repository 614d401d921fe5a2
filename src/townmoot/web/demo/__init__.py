"""The demonstration: one address, a day being played, a door for each role. Loopback only."""
