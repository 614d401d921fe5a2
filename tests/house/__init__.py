"""The house rules that structure can show; each test names where one is broken."""
