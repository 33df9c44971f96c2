"""Commands that are groups of commands: a module each."""
