"""What an ASGI application uses to send interim responses, and to wait without costing much."""
