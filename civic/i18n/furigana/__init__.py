"""Readings above Japanese words: what a word is read as, and the ruby that shows it."""
