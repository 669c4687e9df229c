"""Concepts: the terms people meet, each on a card, and a quiz about them, as data."""
