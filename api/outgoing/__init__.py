"""Deliveries owed to other programs: taken, tried again, given up, shown to the operator."""
