"""The HTTP and MCP doors: ``/api``, ``/v1``, ``/docs``, and what they take and give."""
