"""What users take along as files."""
