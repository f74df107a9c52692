# Several answers to invitations in one message: what was understood, a line for each answer.
rsvp-several = Genoteerd:
rsvp-several-yes = Je komt: { $meeting }
rsvp-several-no = Je komt niet: { $meeting }
rsvp-several-maybe = Iemand komt in jouw plaats: { $meeting }
rsvp-several-unsure = Je weet het nog niet: { $meeting }
rsvp-several-days = { $title } op { $days }
rsvp-several-quiet = Voor wat je afzegt, krijg je geen herinnering meer.
rsvp-nothing-on = Op { $day } staat er niets gepland; daar noteerde ik niets.
rsvp-nothing-then = In een van de weken of maanden die je noemt staat er niets gepland; daar noteerde ik niets.
rsvp-say-again = Bij meer dan één antwoord kon ik niet kiezen welk overleg je bedoelt. Dit eerst; zeg de rest daarna nog eens.
rsvp-move-instead = Verplaats dat overleg
