"""What authorities send: a file → its words and tables (:mod:`document`) → a self-view with its problems (:mod:`self_view`)."""
