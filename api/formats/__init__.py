"""Files of the invoice world: read safely, written faithfully. Pure: no database, no network."""
