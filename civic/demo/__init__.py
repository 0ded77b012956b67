"""The demo town: a believable Japanese town, built by calling the services."""
