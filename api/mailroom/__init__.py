"""Sollicitations by mail: what is told to both sides, and the answers that come back by LMTP."""
