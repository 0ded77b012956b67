"""The town's own facts: its name and contact, areas, categories and departments."""
