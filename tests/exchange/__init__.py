"""What the tests of exports have in common."""
