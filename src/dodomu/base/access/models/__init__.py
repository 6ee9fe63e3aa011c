"""Tables of staff and rights. Rights are dated rows: ended, never changed; the database refuses the rest."""

from dodomu.base.access.models.emergencies import AlarmSeen, BreakGlass
from dodomu.base.access.models.grants import Assignment, CompartmentGrant, RoleGrant
from dodomu.base.access.models.kept import KeptForm
from dodomu.base.access.models.lists import ListChoice, SavedView, StartPage, UndoableAct
from dodomu.base.access.models.people import Team, User
from dodomu.base.access.models.presence import Presence
from dodomu.base.access.models.requests import AccessRequest
from dodomu.base.access.models.restrictions import Restriction

__all__ = [
    "AccessRequest",
    "AlarmSeen",
    "Assignment",
    "BreakGlass",
    "CompartmentGrant",
    "KeptForm",
    "ListChoice",
    "Presence",
    "Restriction",
    "RoleGrant",
    "SavedView",
    "StartPage",
    "Team",
    "UndoableAct",
    "User",
]
