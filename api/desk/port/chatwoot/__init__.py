"""Chatwoot as the desk: its Application API, and the webhook of its agent bot."""
