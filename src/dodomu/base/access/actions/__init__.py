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
from dodomu.base.access.actions.lists import (
    ALL,
    LONGEST_NAME,
    change_view,
    delete_view,
    remember_list,
    save_view,
    start_with,
)
from dodomu.base.access.actions.requests import (
    end_access,
    grant_access,
    refuse_access,
    request_access,
    take_back_request,
)
from dodomu.base.access.actions.restrictions import lift_use, stop_use
from dodomu.base.access.actions.sealed_keys import (
    change_own_passphrase,
    close_sealed,
    is_sealed_passphrase,
    lose_own_key,
    make_own_key,
    open_own_key,
)
from dodomu.base.access.actions.sealed_shares import (
    Sheet,
    abandon_shares,
    check_own_share,
    confirm_own_share,
    make_shares,
    pass_on_with_shares,
    rehearse_shares,
    renew_shares,
)
from dodomu.base.access.actions.undoing import Undoable, keep_undoable, take_back, undoable

__all__ = [
    "ALL",
    "LONGEST_NAME",
    "NewAccount",
    "Sheet",
    "Undoable",
    "abandon_shares",
    "acknowledge_alarm",
    "add_user",
    "assign",
    "break_glass",
    "change_own_passphrase",
    "change_view",
    "check_own_share",
    "close_sealed",
    "confirm_own_share",
    "create_first_administrator",
    "create_team",
    "delete_view",
    "end_access",
    "end_break_glass",
    "end_compartment",
    "end_grant",
    "end_session",
    "end_sessions",
    "grant_access",
    "grant_compartment",
    "grant_role",
    "is_sealed_passphrase",
    "keep_undoable",
    "leave",
    "lift_use",
    "lose_own_key",
    "make_own_key",
    "make_shares",
    "new_one_time_password",
    "open_own_key",
    "pass_on_with_shares",
    "refuse_access",
    "rehearse_shares",
    "remember_list",
    "renew_shares",
    "request_access",
    "save_view",
    "set_language",
    "start_with",
    "stop_use",
    "take_back",
    "take_back_request",
    "unassign",
    "undoable",
]
