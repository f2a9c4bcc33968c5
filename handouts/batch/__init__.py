"""Many people from one table: rows checked first, work shared out, results kept."""
