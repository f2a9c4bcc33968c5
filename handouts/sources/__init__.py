"""Files as text: YAML nodes with their positions, and findings about them. Knows no handouts."""
