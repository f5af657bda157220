"""What a user may say of an experiment; nothing is run here."""
