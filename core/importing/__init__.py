"""From any tool's file to people in the workspace: read, columns, cleaning, identity, intake."""
