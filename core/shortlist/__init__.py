"""What leaves the building: snapshot, exports, report, invitations."""
