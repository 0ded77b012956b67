"""A civic participation platform for one town: proposals, debate, budgets and public answers."""

__version__ = "0.1.0"
