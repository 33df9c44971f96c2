"""The words of a glossary in running text: which to use, which to avoid, in whatever form they are inflected."""
