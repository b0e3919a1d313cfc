"""Which structures of the directory a user may have meant, by number, name, acronym or town."""
