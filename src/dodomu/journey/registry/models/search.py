"""What the search compares: HMACs of the terms of a mention. Deletable, rebuilt at will."""

from __future__ import annotations

from django.db import models


class SearchKey(models.Model):
    """One term of one mention as an HMAC under the installation's search key; equality is all it offers."""

    pk = models.CompositePrimaryKey("key", "mention_id")
    mention = models.ForeignKey("registry.Mention", models.CASCADE, related_name="search_keys")
    kind = models.CharField(max_length=8)
    key = models.BinaryField(max_length=16)
