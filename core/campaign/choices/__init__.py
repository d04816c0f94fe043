"""What a campaign decides beside its weight and seats: what absence by choice means, and what ends ties."""
