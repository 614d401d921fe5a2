"""Tags of the pages that work while cut off."""
