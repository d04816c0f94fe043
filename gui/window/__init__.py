"""The window itself: its frame, menus, search, welcome and the commands on files and the view."""
