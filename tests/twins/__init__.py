"""Naive twins of the rules: plain Python loops over dicts that must agree with the SQL on generated data."""
