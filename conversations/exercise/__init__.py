"""The exercise of a group: events in, effects out, one table of transitions."""
