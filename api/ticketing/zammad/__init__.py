"""Tickets kept in Zammad."""
