"""What files must be to people and programs beyond what a validator can see."""
