"""The ledger beyond reading it: what people said of its rows, what looks wrong in them, what the catalogue lacks."""
