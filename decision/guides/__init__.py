"""A guide page as text: its front matter, headings, links and markers, with their lines."""
