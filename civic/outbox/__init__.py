"""The outbox: what must leave the house, written in the same transaction as the act and sent by the worker after it."""
