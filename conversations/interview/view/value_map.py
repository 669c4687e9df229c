"""What is shown of the value map: whether there is one, and how well it fits."""

from __future__ import annotations

from conversations.canvas import canvas_of
from conversations.fit import fit_of
from conversations.guides.model import Guide
from conversations.interview import views as v
from conversations.interview.session import Interview
from conversations.interview.value_map import can_map, has_map
from conversations.interview.view.shared import question_of
from conversations.profile import Profile


def fit_view(interview: Interview, guide: Guide) -> v.ShowFit:
    """What is answered and what is not."""
    fit = fit_of(canvas_of(interview.profile, guide))
    if fit is None:
        raise ValueError("nothing is offered yet")
    return v.ShowFit(question_of(interview, guide), fit)


def value_map_state(profile: Profile, guide: Guide) -> v.ValueMapState:
    """Whether a profile has a value map, or could have one."""
    if not can_map(profile, guide):
        return v.ValueMapState.NONE
    begun = has_map(profile)
    return v.ValueMapState.BEGUN if begun else v.ValueMapState.POSSIBLE
