"""The decision table: its model, how it is read, the engine that answers, the analysis that proves."""
