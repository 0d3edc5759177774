"""Our meetings asked for as of a BMLT server: which they are (`meetings`), and each answer as rows (`answers`)."""
