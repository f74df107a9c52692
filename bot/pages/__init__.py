"""Web pages for coordinators and the helpdesk, and what they show."""
