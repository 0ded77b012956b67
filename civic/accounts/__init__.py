"""Accounts: people, how they sign in, and which roles the town gave them."""
