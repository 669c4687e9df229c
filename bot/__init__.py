"""Connects the interview to the world: Telegram, delivery, the command line."""
