"""Scripts for those who build Townmoot; `python -m tools.make_samples` needs the package."""
