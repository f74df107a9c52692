invite-which-role = Voor welke rol is de uitnodiging? Een naam heb ik niet nodig: je krijgt een link, en die geef je zelf door.
invite-no-name = Ik liet weg wat iemand zou kunnen aanwijzen, en bewaar het niet.
invite-role-coordinator = Coördinator
invite-role-member = Lid
invite-role-helpdesk = Helpdesk
invite-link = Een link voor één persoon, als { $role }, { $days } dagen geldig: { $link } Wie hem het eerst opent, hoort bij de cel. Geef hem dus alleen aan die persoon; ik toon hem maar één keer.
invite-not-yours = Uitnodigen kan alleen een coördinator van de cel. Vraag het aan een van hen.
