"""JSON Schemas of everything the program prints."""
