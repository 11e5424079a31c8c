"""A released copy against its original."""
