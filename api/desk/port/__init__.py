"""The desk that answers the users: our own, or another program's."""
