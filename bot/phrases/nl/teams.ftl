teams-pressed = Aangekomen.
