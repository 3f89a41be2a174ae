"""Everything of the peer-challenge dashboard that is neither SQL, screen nor data."""
