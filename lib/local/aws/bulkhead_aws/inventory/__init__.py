"""Compares what a cloud assembly asks for with what the services themselves say exists."""
