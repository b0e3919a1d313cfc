"""What leaves the support's inbox in files, and what the audit keeps of it."""

import csv
import io

import pytest

from api.desk.tests.post import Desk
from api.desk.tests.sollicitation_builders import Inbox, Receiving
from api.domain.sollicitations import Receiver


async def test_the_export_is_a_supervisors(camille: Receiving) -> None:
    refused = await camille.post.get("/sollicitations/export", format="csv")

    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")


async def test_the_csv_opens_in_a_french_spreadsheet_without_a_formula(
    inbox: Inbox, chief: Receiving
) -> None:
    await inbox.filed("=HYPERLINK(1)", description="Une ligne ;\net une autre.")
    await inbox.filed("Secrète", receiver=Receiver.PUBLIC_CLIENT)

    answer = await chief.post.get("/sollicitations/export", format="csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
    assert (row["Titre"], row["Description"]) == ("'=HYPERLINK(1)", "Une ligne ;\net une autre.")
    assert answer.headers["content-disposition"] == 'attachment; filename="sollicitations.csv"'


async def test_the_json_holds_what_the_support_received(inbox: Inbox, chief: Receiving) -> None:
    await inbox.filed("Une")
    await inbox.filed("Secrète", receiver=Receiver.PUBLIC_CLIENT)

    exported = (await chief.post.get("/sollicitations/export", format="json")).json()

    assert [item["title"] for item in exported["items"]] == ["Une"]


@pytest.mark.parametrize("spelt", ["2026-1", "1", "sol-2026-000001"])
async def test_reading_and_acting_are_audited_under_the_reference(
    inbox: Inbox, camille: Receiving, chief: Receiving, spelt: str
) -> None:
    await inbox.filed()
    await camille.read(spelt)
    await camille.done(spelt, "assign")
    await camille.act(spelt, "answer", text="")  # refused

    subject = "sollicitation:SOL-2026-000001"
    page = (await chief.post.get("/audit", subject=subject)).json()["items"]

    assert [item["action"]["code"] for item in page] == [
        "act_on_sollicitation",
        "read_sollicitation",
    ]
    assert page[0]["detail"] == {"act": "assign"}
    assert not any(item["action"]["label"] == item["action"]["code"] for item in page)


@pytest.mark.parametrize("login", ["admin.1"])
async def test_other_roles_see_no_sollicitation(desk: Desk, inbox: Inbox, login: str) -> None:
    reference = await inbox.filed()
    other = await desk.agent(login)

    answers = [
        await other.get("/sollicitations"),
        await other.get(f"/sollicitations/{reference}"),
        await other.get("/sollicitations/NONE"),
    ]

    assert {answer.json()["code"] for answer in answers} == {"role_required"}
