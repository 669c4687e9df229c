"""Templates are filled with what people wrote, whatever signs that holds."""

from __future__ import annotations

from bot.wording import Wording, filled


def test_signs_of_templates_in_a_text_stay_as_they_are() -> None:
    assert filled("{}. {} 100 %", 1, "50 %s {0} %% <b>") == (
        "1. 50 %s {0} %% &lt;b&gt; 100 %"
    )


def test_signs_of_templates_in_a_named_value_stay_as_they_are() -> None:
    said = Wording().say("{name}: 100 % of {name}", name="%(name)s {name} &")
    assert said == "%(name)s {name} &amp;: 100 % of %(name)s {name} &amp;"


def test_a_template_without_values_keeps_its_percent_sign() -> None:
    assert Wording().say("100 % done") == "100 % done"
