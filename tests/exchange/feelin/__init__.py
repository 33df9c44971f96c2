"""Whether dmn-moddle and feelin decide as this engine does: `python -m tests.exchange.feelin`, with node and npm."""
