"""One function per user action: workspace and plain values in, what changed out."""
