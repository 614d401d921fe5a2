"""When the line drops: pages kept for reading, what was done meanwhile, answers without a page."""
