"""Which workers live. What they work on stands in the task table of django-tasks-db."""

from __future__ import annotations

from django.db import models


class WorkerBeat(models.Model):
    """The last sign of life of one worker process; the row goes when the worker ends in good order.

    ``process_mark`` tells the process apart from a later one that got the same number.
    """

    worker_id = models.CharField(primary_key=True, max_length=64)
    pid = models.PositiveIntegerField()
    process_mark = models.CharField(max_length=80, blank=True)
    host = models.CharField(max_length=255)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
