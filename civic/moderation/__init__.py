"""Moderation: what moderators decide about proposals and about texts that break the rules, always with a reason."""
