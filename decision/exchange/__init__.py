"""Data that travels: tables that come in from other people's pages, and what others take from here."""
