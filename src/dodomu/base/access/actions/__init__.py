"""Everything that can be done to staff and rights. Each checks the right, writes its rows and a journal leaf together."""

from dodomu.base.access.actions.accounts import (
    NewAccount,
    add_user,
    create_first_administrator,
    end_session,
    end_sessions,
    new_one_time_password,
    set_language,
)
from dodomu.base.access.actions.assignments import assign, unassign
from dodomu.base.access.actions.emergencies import acknowledge_alarm, break_glass, end_break_glass
from dodomu.base.access.actions.grants import (
    create_team,
    end_compartment,
    end_grant,
    grant_compartment,
    grant_role,
)
from dodomu.base.access.actions.leaving import leave

__all__ = [
    "NewAccount",
    "acknowledge_alarm",
    "add_user",
    "assign",
    "break_glass",
    "create_first_administrator",
    "create_team",
    "end_break_glass",
    "end_compartment",
    "end_grant",
    "end_session",
    "end_sessions",
    "grant_compartment",
    "grant_role",
    "leave",
    "new_one_time_password",
    "set_language",
    "unassign",
]
