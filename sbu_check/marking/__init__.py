"""The marking algebra: a marking system read from data; marks read, printed, ordered and joined."""
