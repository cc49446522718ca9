"""Layout profiles as editable files."""
