"""What comes in about people, by form or by list: read, checked, compared. Only `examination` reads tables."""
