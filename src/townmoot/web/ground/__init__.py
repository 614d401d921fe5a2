"""The look shared by every audience: frame, pieces, words for dates and numbers, A4 documents."""
