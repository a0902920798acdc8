"""What a group gets: blurred, locked, every four weeks. `published` reads what `release` wrote."""
