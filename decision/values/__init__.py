"""Values that stand once in data/ and are named everywhere else: `{{ file.value }}`."""
