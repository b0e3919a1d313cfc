"""Without an account: an address proven by a code, then few categories, and one's own alone."""

from typing import Any

import pytest
from httpx import Response

from api.core.settings import get_settings
from api.core.tokens import mint_on_behalf
from api.outgoing.mail_count import counted
from api.portal.sollicitations.tests.people import CONVERSATION, OWN, SIGN_IN, People

PROOFS = "/portal/v1/mail-proofs"
EMAIL = "lea@exemple.fr"
BODY = SIGN_IN | {"description": "Mon mot de passe est refusé.", "email": EMAIL}


@pytest.fixture(autouse=True)
def mails_leave(people: People) -> None:
    _ = people  # whose application reads the settings first
    get_settings().smtp_host, get_settings().smtp_from = "mail.invalid", "chorale@exemple.fr"


async def ask_code(people: People, email: str = EMAIL, key: str | None = None) -> Response:
    return await people.call(None, "POST", PROOFS, key=key, json={"email": email})


async def say_code(people: People, code: str, email: str = EMAIL) -> Response:
    body = {"email": email, "code": code}
    return await people.call(None, "POST", f"{PROOFS}/confirmation", json=body)


async def mailed_code(people: People) -> str:
    return (await people.owed("mail_proof"))[-1]["code"]


async def prove(people: People) -> None:
    await ask_code(people)
    answer = await say_code(people, await mailed_code(people))
    assert answer.status_code == 200


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


async def file(people: People, **changes: Any) -> Response:
    return await people.call(None, "POST", OWN, json=BODY | changes)


async def test_a_code_is_mailed_then_said(people: People) -> None:
    asked = await ask_code(people, " Lea@Exemple.FR ")
    [mail] = await people.owed("mail_proof")

    said = await say_code(people, f" {mail['code'][:3]} {mail['code'][3:]} ")

    assert (asked.status_code, asked.json()) == (
        202,
        {"email": EMAIL, "expires_at": "2026-11-24T10:15:00+01:00"},
    )
    assert mail["to"] == EMAIL
    assert (said.status_code, said.json()) == (200, {"email": EMAIL, "verified": True})


async def test_the_same_key_mails_once(people: People) -> None:
    answers = [await ask_code(people, key="once") for _ in range(3)]

    assert len({answer.text for answer in answers}) == 1
    assert len(await people.owed("mail_proof")) == 1


async def test_another_code_replaces_the_first(people: People) -> None:
    await ask_code(people)
    first = await mailed_code(people)
    await ask_code(people)

    assert (await say_code(people, first)).status_code == 422
    assert (await say_code(people, await mailed_code(people))).status_code == 200


async def test_five_wrong_tries_end_the_code(people: People) -> None:
    await ask_code(people)
    code = await mailed_code(people)

    answers = [await say_code(people, wrong(code)) for _ in range(5)]
    right = await say_code(people, code)

    assert [answer.json().get("remaining") for answer in answers] == [4, 3, 2, 1, None]
    assert [answer.json()["code"] for answer in answers] == ["wrong_code"] * 4 + ["code_expired"]
    assert (right.status_code, right.json()["code"]) == (409, "code_expired")


async def test_a_key_sent_again_gives_no_tries_back(people: People) -> None:
    await ask_code(people, key="once")
    code = await mailed_code(people)
    await say_code(people, wrong(code))

    await ask_code(people, key="once")

    assert (await say_code(people, wrong(code))).json()["remaining"] == 3


async def test_a_code_lasts_a_quarter_of_an_hour(
    people: People, settings_env: pytest.MonkeyPatch
) -> None:
    await ask_code(people)
    code = await mailed_code(people)
    settings_env.setenv("CHORALE_CLOCK", "2026-11-24T10:15:00+01:00")
    get_settings.cache_clear()

    late = await say_code(people, code)
    unknown = await say_code(people, code, "autre@exemple.fr")

    assert (late.status_code, late.json()["code"]) == (409, "code_expired")
    assert late.text == unknown.text


async def test_a_code_is_of_one_conversation(people: People) -> None:
    await ask_code(people)
    elsewhere = mint_on_behalf(None, "another-conversation")

    answer = await people.client.post(
        f"{PROOFS}/confirmation",
        json={"email": EMAIL, "code": await mailed_code(people)},
        headers={"Authorization": f"Bearer {elsewhere}"},
    )

    assert answer.json()["code"] == "code_expired"


@pytest.mark.parametrize("email", ["", "lea", "lea@", "a@b", "lea@exemple.fr\nBcc: x@y.fr"])
async def test_an_address_that_is_none_is_refused(people: People, email: str) -> None:
    answer = await ask_code(people, email)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_address")


async def test_mails_of_a_day_are_counted(people: People) -> None:
    get_settings().mails_per_address = 2

    answers = [await ask_code(people) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert answers[-1].json()["code"] == "too_many_mails"


async def test_one_mailbox_is_counted_once_whatever_follows_its_plus(people: People) -> None:
    get_settings().mails_per_address = 2

    answers = [await ask_code(people, f"lea+{rank}@exemple.fr") for rank in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]


async def test_a_conversation_asks_for_three_addresses(people: People) -> None:
    answers = [await ask_code(people, f"lea{rank}@exemple.fr") for rank in range(4)]
    again = await ask_code(people, "lea0@exemple.fr")

    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert answers[-1].json()["code"] == "too_many_mails"
    assert again.status_code == 202


async def test_a_conversation_asks_for_six_codes(people: People) -> None:
    get_settings().mails_per_address = 100

    answers = [await ask_code(people) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [202] * 6 + [429]


async def test_codes_leave_room_for_other_mails(people: People) -> None:
    get_settings().mails_per_day = 3

    answers = [await ask_code(people) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    async with people.new_session.begin() as session:
        assert await counted(session, get_settings(), "autre@exemple.fr")


async def test_filings_of_a_conversation_are_counted(people: People) -> None:
    await prove(people)
    get_settings().sollicitations_per_hour_anonymous = 1

    answers = [await file(people) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 429]


async def test_without_mail_nothing_is_proven(people: People) -> None:
    get_settings().smtp_host = ""

    assert (await ask_code(people)).json()["code"] == "mail_off"


async def test_an_identity_without_conversation_proves_nothing(people: People) -> None:
    answer = await people.call("anne", "POST", PROOFS, json={"email": EMAIL})

    assert (answer.status_code, answer.json()["code"]) == (422, "conversation_required")


async def test_once_proven_it_is_filed(people: People) -> None:
    await prove(people)

    filed = await file(people)

    assert (filed.status_code, filed.json()["receiver"]) == (201, "support")
    assert filed.json()["author"] == {"name": "Usager sans compte"}
    assert filed.json()["structure"] is None
    assert EMAIL not in filed.text
    again = await people.read(None, filed.json()["reference"])
    assert again == filed.json()


async def test_the_reference_leaves_by_mail(people: People) -> None:
    await prove(people)
    filed = (await file(people)).json()

    assert await people.owed("sollicitation_mail") == [
        {"step": filed["history"][0]["id"], "to": "author"}
    ]


async def test_the_same_key_files_once(people: People) -> None:
    await prove(people)

    first = await people.call(None, "POST", OWN, key="k", json=BODY)
    again = await people.call(None, "POST", OWN, key="k", json=BODY)
    other = await people.call(
        None, "POST", OWN, key="k", json=BODY | {"description": "Autre chose, finalement."}
    )

    assert (again.status_code, again.json()) == (201, first.json())
    assert other.json()["code"] == "idempotency_key_reused"


async def test_an_address_that_is_not_proven_files_nothing(people: People) -> None:
    await ask_code(people)

    for email in (EMAIL, "autre@exemple.fr", None):
        answer = await file(people, email=email)
        assert (answer.status_code, answer.json()["code"]) == (409, "email_not_verified")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"category": "SUIVI_FLUX", "sub_category": "FLUX_REJETE"},
            "category_needs_account",
        ),
        ({"structure_siret": "1" * 14}, "account_needed"),
        ({"invoice_number": "F1"}, "account_needed"),
        ({"addressee_siret": "1" * 14}, "account_needed"),
        ({"draft": True}, "account_needed"),
    ],
)
async def test_the_rest_wants_an_account(
    people: People, changes: dict[str, Any], code: str
) -> None:
    await prove(people)

    answer = await file(people, **changes)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_another_conversation_sees_nothing_of_it(people: People) -> None:
    await prove(people)
    reference = (await file(people)).json()["reference"]
    elsewhere = {"Authorization": f"Bearer {mint_on_behalf(None, 'another-conversation')}"}

    answer = await people.client.get(f"{OWN}/{reference}", headers=elsewhere)

    assert answer.status_code == 404


async def test_a_user_who_names_that_conversation_sees_nothing_of_it(people: People) -> None:
    await prove(people)
    reference = (await file(people)).json()["reference"]
    await people.filed(conversation_id=CONVERSATION)

    assert (await people.call("anne", "GET", f"{OWN}/{reference}")).status_code == 404


async def test_one_goes_on_with_it(people: People) -> None:
    await prove(people)
    reference = (await file(people)).json()["reference"]

    answer = await people.act(None, reference, "add", "Il s’agit du compte de la mairie.")

    assert (answer.status_code, len(answer.json()["history"])) == (200, 2)
