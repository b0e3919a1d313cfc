"""What starts, measures and checks the product."""
