"""Page objects: what a user sees and does, a module a room of the window, so that the tests read as a journey."""
