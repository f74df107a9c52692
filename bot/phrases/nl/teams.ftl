# At a press, while the answer is on its way.
teams-pressed = Begrepen.
# In the place of a file with the invitation.
teams-agenda = Zet in je agenda
