"""The bot's own web server: the webhook, and health for whoever runs the bot."""

from bot.web.health import Health, Probe
from bot.web.server import WebServer, web_app
from bot.web.webhook import Webhook, WebhookIntake

__all__ = ["Health", "Probe", "WebServer", "Webhook", "WebhookIntake", "web_app"]
