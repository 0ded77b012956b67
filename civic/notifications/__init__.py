"""Notifications: telling people what happened with what concerns them."""
