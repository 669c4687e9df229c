"""Guides: what an interview asks, as data. `model` says what a guide must hold."""
