"""Tickets kept in GLPI."""
