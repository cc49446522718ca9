"""The subcommands of ``nghiquyet eval`` that have a file of their own."""
