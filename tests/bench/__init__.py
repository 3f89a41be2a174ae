"""How fast the dashboard is, as ratios to floors measured in the same run: ``make bench``."""
