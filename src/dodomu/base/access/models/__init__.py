"""Tables of staff and rights. Rights are dated rows: ended, never changed; the database refuses the rest."""

from dodomu.base.access.models.emergencies import AlarmSeen, BreakGlass
from dodomu.base.access.models.grants import Assignment, CompartmentGrant, RoleGrant
from dodomu.base.access.models.kept import KeptForm
from dodomu.base.access.models.people import Team, User

__all__ = ["AlarmSeen", "Assignment", "BreakGlass", "CompartmentGrant", "KeptForm", "RoleGrant", "Team", "User"]
