"""The words that the program itself prints, by language."""
