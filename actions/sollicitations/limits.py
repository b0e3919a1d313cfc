"""Limits of what is written in a sollicitation, as the portal has them."""

MIN_DESCRIPTION = 10
MAX_DESCRIPTION = 4000
