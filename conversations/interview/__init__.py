"""The interview of one person: events in, effects out, one table of transitions."""
