"""The invented scenario: 23 children who do not exist, and the colleagues who look for them.

Everything enters through the actions a user would trigger, each done by somebody whose role allows it. Ages and
days are counted back from the day of loading, so that the demonstration never grows old.
"""
