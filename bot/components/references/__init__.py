"""What people name in a question: numbers, dates, amounts, structures. One module a kind."""
