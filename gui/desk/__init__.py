"""What every room of the window works with: the session, the worker's jobs, the live ranking, messages and commands."""
