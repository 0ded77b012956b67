"""Taking over proposals and comments that were written in another system."""
