"""The bot's own web server: the webhook, and health for whoever runs the bot."""

from bot.web.health import Health, Probe
from bot.web.server import WebApp, WebServer
from bot.web.webhook import Webhook, WebhookIntake

__all__ = ["Health", "Probe", "WebApp", "WebServer", "Webhook", "WebhookIntake"]
