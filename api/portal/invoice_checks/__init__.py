"""Checks an invoice before it is sent; nothing of it is kept."""
