"""Where a message is cut, from its words alone."""

from __future__ import annotations

from typing import List

import pytest
from channels.requests import Kind, pieces


def texts(message: str) -> List[str]:
    return [piece.text for piece in pieces(message)]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "où en est ma facture 17726 et comment ajouter une pièce jointe ?",
            ["où en est ma facture 17726", "comment ajouter une pièce jointe ?"],
        ),
        (
            "le siret du CD31 svp, et puis combien de temps pour être payé",
            ["le siret du CD31 svp", "combien de temps pour être payé"],
        ),
        ("Que veut dire suspendue ?Et mandatée ?", ["Que veut dire suspendue ?", "mandatée ?"]),
        ("la 124, la 125 et la 128", ["la 124", "la 125", "la 128"]),
        (
            "C'est quoi un SIREN ? Autre question : où suivre mes flux ?",
            ["C'est quoi un SIREN ?", "où suivre mes flux ?"],
        ),
        ("Un souci.\nPar ailleurs,\ncomment payer ?", ["Un souci.", "comment payer ?"]),
    ],
)
def test_cuts_where_another_request_begins(message: str, expected: List[str]) -> None:
    assert texts(message) == expected


def test_politeness_is_dropped() -> None:
    assert texts("Bonjour Clara ! Où suivre mes flux ? Merci d'avance.") == ["Où suivre mes flux ?"]


def test_nothing_after_the_signature_is_read() -> None:
    message = "Où suivre mes flux ?\nCordialement,\nM. Martin, 05 61 00 00 00"
    assert texts(message) == ["Où suivre mes flux ?"]


def test_what_is_told_joins_the_question_that_follows() -> None:
    message = "J'ai déposé une facture hier. Le client la refuse. Comment faire un avoir ?"
    assert texts(message) == [message]


@pytest.mark.parametrize(
    "follows",
    [
        "Comment la modifier ?",
        "Que faire ?",
        "Est-ce normal ?",
        "Sera-t-elle payée ?",
        "Pourquoi ?",
    ],
)
def test_what_points_back_joins_the_question_before(follows: str) -> None:
    assert len(texts(f"Où en est ma facture 17726 ? {follows}")) == 1


def test_ou_without_accent_is_or() -> None:
    assert len(texts("faut-il la refaire, ou bien attendre ?")) == 1


def test_a_date_an_amount_and_an_abbreviation_are_not_cut() -> None:
    assert (
        len(texts("Où en est la facture n. 17726 de M. Martin du 31.10.2019, 62.79 euros ?")) == 1
    )


def test_a_bare_number_only_hints_at_a_request() -> None:
    assert [piece.kind for piece in pieces("où en est la 124 et la 125")] == [
        Kind.ASKED,
        Kind.NAMED,
    ]


def test_an_empty_message_has_no_piece() -> None:
    assert pieces("") == pieces(" ?! ") == []
