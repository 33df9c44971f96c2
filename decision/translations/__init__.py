"""What a translation was made from: whether it is still current, and whether it has what its original has."""
