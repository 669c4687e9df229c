"""The scenes of the demo. A new one that works is one more line here."""

from bot.playground.scenes import Scene, press_start

SCENES = (
    Scene(
        "founder",
        "Start as a founder",
        "Ten minutes about your customers",
        press_start,
    ),
)
