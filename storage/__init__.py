"""Every SQL statement, one module a table, in four folders by class; `engine` opens the files.

*personal* (usage, answers, people's fields) · *directory* (who is in which team, who manages) ·
*operations* (settings, progress, sources' health) · *published* (releases).
"""
