"""The stories folder as values: bytes, text, fields with their lines, records, the Wall."""
