"""The engine of exercises: who did what to which, what becomes of it, who sees it.

`hour.py` is what is at hand in a batch, `looking_up.py` brings it there. `doings.py`,
`beginnings.py`, `quizzes.py` and `groups.py` make visits of exercises from what
happened, `settling.py` applies them (`classroom.py`) and has drawn what is seen
(`drawing.py`, `showing.py`).
"""

from bot.classes.engine import Classes
from bot.classes.work import Work

__all__ = ["Classes", "Work"]
