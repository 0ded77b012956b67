"""Proposals: ideas that residents write, support and discuss, and that moderators decide on."""
