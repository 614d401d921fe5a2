"""Reading what councils publish: tolerant, pure, and without a database."""
