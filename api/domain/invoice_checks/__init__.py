"""What the portal would refuse or doubt in an invoice that has not been sent yet.

One topic a file, each with its `CHECKS`; `registry.py` holds them all. The entry that a check names
has its sources. Nothing here reads a file, a database or a clock: `Subject` brings what is known,
and a check that lacks it does not apply.
"""
