"""Whether a Japanese text is easy to read for people who are learning Japanese: findings with their reasons, a score, no rewriting."""
