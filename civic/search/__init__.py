"""Finding what was said: every public text in every language, by the same tokens on both databases."""
