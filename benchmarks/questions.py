"""The interview of the peers: questions that are counted, and begin anew.

A module of its own, because a peer's environment may have nothing of ours.
"""

from __future__ import annotations

#: How many questions an interview has.
QUESTIONS = 20
