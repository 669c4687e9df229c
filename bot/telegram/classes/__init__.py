"""How an exercise of a group looks in Telegram; a module a card."""
