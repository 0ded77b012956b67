"""Translations: residents read each other across languages. A memory of translations, the glossary, and engines behind one interface."""
