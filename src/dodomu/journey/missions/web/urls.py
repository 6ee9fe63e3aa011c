"""Addresses of the pages of missions; ids only."""

from __future__ import annotations

from django.urls import URLPattern, path

from dodomu.journey.missions.web import board, board_alarms, board_escalation, board_recording, board_stream

app_name = "missions"
urlpatterns: list[URLPattern] = [
    # the board
    path("board/", board.board, name="board"),
    path("board/part/", board.board_part, name="board_part"),
    path("board/changes/", board_stream.changes, name="board_changes"),
    path("<uuid:mission_id>/board/", board.mission_board, name="mission_board"),
    path("<uuid:mission_id>/board/part/", board.mission_board_part, name="mission_board_part"),
    path("groups/<uuid:group_id>/words/", board_recording.group_words, name="group_words"),
    path("groups/<uuid:group_id>/words/record/", board_recording.record_word, name="record_word"),
    path("alarms/<uuid:alarm_id>/", board_alarms.alarm, name="alarm"),
    path("alarms/<uuid:alarm_id>/answer/", board_alarms.answer_alarm, name="answer_alarm"),
    path("<uuid:mission_id>/escalation/", board_escalation.escalation, name="escalation"),
    path("<uuid:mission_id>/escalation/add/", board_escalation.escalation_add, name="escalation_add"),
    path(
        "<uuid:mission_id>/escalation/<uuid:contact_id>/remove/",
        board_escalation.escalation_remove,
        name="escalation_remove",
    ),
]
