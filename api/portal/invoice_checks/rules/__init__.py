"""The schemas and rules of EN 16931 and of the French reform, run in a process of their own."""
