"""Rules of the family banner: header and banners against the portion marks."""
