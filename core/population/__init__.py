"""A population scored where it lies: partition files in, a Parquet file of scores out, the head of it brought home."""
