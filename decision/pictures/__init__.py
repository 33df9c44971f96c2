"""Pictures that are text: a Mermaid fence of a page becomes an SVG that the site's stylesheet draws."""
