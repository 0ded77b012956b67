"""The rules by theme: each takes a sentence and says what it finds."""
