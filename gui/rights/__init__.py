"""Rights: who was told what is held on them, what they asked for, letters, corrections and erasure."""
