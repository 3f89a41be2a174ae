"""Files made from the same rows as the screens: DataFrame → bytes."""
