"""What is done under the items of a ceremony, in words: for every room that shows an agenda."""
