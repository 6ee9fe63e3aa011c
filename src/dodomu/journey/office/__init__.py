"""Pages for staff, teams, roles, sign-in, emergencies, the journal and the health of the installation."""
