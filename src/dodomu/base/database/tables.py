"""Migration operations that render no model they do not change: a new database is made three times as quickly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.operations import AlterField, CreateModel
from django.db.migrations.operations.base import Operation


@contextmanager
def _unrendered(state: Any) -> Iterator[Any]:
    """Put the rendered models of a state aside, so that the block renders none; they are given, or None where there are none."""
    rendered = state.__dict__.pop("apps", None)  # a cached property
    yield rendered
    if rendered is not None:
        state.__dict__["apps"] = rendered


class CreateModels(Operation):
    """Migration operation: what the ``CreateModel`` operations in it do, with only the new models rendered, once for all of them.

    Django renders every model that is related to a new one again for each ``CreateModel``; where nearly every table
    points to the staff, making a database anew took three times as long. That is for operations that change a table:
    a new table leaves those it points to as they are.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *models: CreateModel) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, list(self.models), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        with _unrendered(state) as rendered:
            for model in self.models:
                model.state_forwards(app_label, state)
        if rendered is not None:
            rendered.render_multiple([state.models[app_label, model.name_lower] for model in self.models])

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(model.references_model(name, app_label) for model in self.models)

    def describe(self) -> str:
        return f"Create {', '.join(model.name for model in self.models)}"

    @property
    def migration_name_fragment(self) -> str:
        return "_".join(model.name_lower for model in self.models)


class AlterChoices(AlterField):
    """Migration operation: ``AlterField`` where the names of choices alone change, which no table knows of.

    Django renders the model and all that are related to it again, and looks whether the table must change; on the embedded
    database it may write all of it anew. The models that migrations see keep the names they had.
    """

    def state_forwards(self, app_label: str, state: Any) -> None:
        with _unrendered(state):
            super().state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing is changed."""

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing was changed."""
