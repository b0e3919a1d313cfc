"""Starts the programs, watches them, and leaves nothing behind."""
