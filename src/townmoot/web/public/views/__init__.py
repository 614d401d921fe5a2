"""The public's pages, one file for each place in the navigation."""
