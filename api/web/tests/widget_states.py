"""Each state that the widget is seen in, brought about on the contract server.

A page that is to look the same every day has its clock fixed at `NOW` first.
"""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from api.web.tests.contract_server import ContractServer, Event
from api.web.tests.widget_page import WidgetPage

NOW = "2026-11-24T09:05:00Z"
type State = Callable[[WidgetPage, ContractServer], None]

ANSWER: Event = {
    "type": "message",
    "text": "Ouvrez Mon compte, puis Ajouter un espace.",
    "content": [
        {"type": "paragraph", "children": [{"type": "text", "text": "Votre espace se demande :"}]},
        {
            "type": "list",
            "ordered": True,
            "items": [
                [
                    {"type": "text", "text": "ouvrez "},
                    {"type": "bold", "children": [{"type": "text", "text": "Mon compte"}]},
                ],
                [{"type": "text", "text": "choisissez « Ajouter un espace »"}],
            ],
        },
    ],
    "topic": "espaces/manquants",
    "sources": [
        {"title": "Guide fournisseur", "url": "https://exemple.fr/", "reviewed_on": "2026-11-21"}
    ],
}
INVOICE: Event = {
    "type": "card",
    "text": "La facture 201700000128 est au statut « À recycler ».",
    "topic": "invoice_status",
    "card": {
        "kind": "invoice",
        "title": "Facture 201700000128",
        "fields": [
            {"label": "Destinataire", "value": "CD31 – Budget principal"},
            {"label": "Montant", "value": "150,00 € TTC"},
            {"label": "Statut", "value": "À recycler"},
            {"label": "Motif", "value": "Code service erroné"},
        ],
        "data": {
            "history": [
                {
                    "label": "Déposée",
                    "at": "2026-11-03T09:00:00+01:00",
                    "actor": "Manuela Martin",
                },
                {
                    "label": "À recycler",
                    "at": "2026-11-05T14:30:00+01:00",
                    "actor": "CD31",
                    "reason": "Code service erroné",
                },
            ]
        },
    },
    "choices": [
        {"id": "recycle", "label": "Recycler la facture"},
        {"id": "why", "label": "Pourquoi est-elle revenue ?"},
    ],
}
DID_YOU_MEAN: Event = {
    "type": "message",
    "text": "Je ne suis pas sûre d’avoir compris. Vouliez-vous dire :",
    "topic": "nlu_fallback",
    "votable": False,
    "choices": [
        {"id": "a", "label": "Mon espace a disparu"},
        {"id": "b", "label": "Ajouter un espace à un utilisateur"},
        {"id": "c", "label": "Aucune de ces propositions"},
    ],
}
CATEGORY: Event = {
    "type": "message",
    "text": "Quelle est la catégorie de votre sollicitation ?",
    "topic": "file_sollicitation",
    "votable": False,
    "choices": [
        {"id": "account", "label": "Compte et connexion"},
        {"id": "invoices", "label": "Factures"},
        {"id": "stop", "label": "Abandonner"},
    ],
}
AGENT: Event = {"from": "agent", "type": "message", "author": "Camille Roux"}


def closed(widget: WidgetPage, server: ContractServer) -> None:
    expect(widget.launcher).to_be_visible()


def greeted(widget: WidgetPage, server: ContractServer) -> None:
    widget.open()


def answered(widget: WidgetPage, server: ContractServer) -> None:
    server.answers["mon espace a disparu"] = [ANSWER]
    widget.open().say("mon espace a disparu")
    expect(widget.message("Guide fournisseur")).to_have_count(1)


def card(widget: WidgetPage, server: ContractServer) -> None:
    server.answers["où en est la 128 ?"] = [INVOICE]
    widget.open().say("où en est la 128 ?")
    expect(widget.log.locator(".steps li")).to_have_count(2)


def did_you_mean(widget: WidgetPage, server: ContractServer) -> None:
    server.answers["espace disparition"] = [DID_YOU_MEAN]
    widget.open().say("espace disparition")
    expect(_choice(widget, "Aucune")).to_be_visible()


def form(widget: WidgetPage, server: ContractServer) -> None:
    """A question of the form, its first one already answered."""
    description = "Décrivez votre demande en une ou deux phrases, sans mot de passe ni RIB."
    asked = {"type": "message", "topic": "file_sollicitation", "votable": False}
    server.answers |= {
        "je veux déposer une sollicitation": [CATEGORY],
        "Factures": [{**asked, "text": description}],
    }
    widget.open().say("je veux déposer une sollicitation")
    _choice(widget, "Factures").click()
    expect(widget.message("Décrivez votre demande")).to_have_count(1)


def writing(widget: WidgetPage, server: ContractServer) -> None:
    server.silent.add("où en est la 128 ?")
    widget.open().say("où en est la 128 ?")
    expect(widget.panel.get_by_text("Clara écrit")).to_be_visible()


def queue(widget: WidgetPage, server: ContractServer) -> None:
    sent = "Votre demande est transmise à nos agents."
    leave = [{"id": "leave", "label": "Quitter la file d’attente"}]
    wait = {"type": "message", "text": sent, "choices": leave, "choices_while": "queued"}
    standing = {"speaker": "queued", "position": 2}
    server.answers["contacter un agent"] = [
        {"from": "system", "type": "state", "text": "Position 2.", "state": standing},
        {**wait, "votable": False},
    ]
    widget.open().say("contacter un agent")
    expect(widget.banner).to_contain_text("en 2e position")
    expect(_choice(widget, "Quitter")).to_be_visible()


def agent(widget: WidgetPage, server: ContractServer) -> None:
    widget.open()
    here = {"speaker": "agent", "agent": "Camille Roux"}
    joined = "Camille Roux a rejoint la conversation."
    server.push(
        {"from": "system", "type": "state", "text": joined, "state": here},
        {**AGENT, "text": "Bonjour, je regarde votre dossier."},
    )
    expect(widget.message("je regarde votre dossier")).to_have_count(1)


def offline(widget: WidgetPage, server: ContractServer) -> None:
    """The link is cut, and a message waits for it."""
    widget.open().page.context.set_offline(True)
    server.cut()
    widget.say("où en est la 128 ?")
    expect(widget.message("où en est la 128 ?")).to_contain_text("En attente d’envoi")
    expect(widget.banner).to_contain_text("Connexion interrompue")


def refused(widget: WidgetPage, server: ContractServer) -> None:
    """The server will never take the message."""
    widget.open()
    detail = '{"code": "too_long", "detail": "Votre message est trop long."}'
    kind = "application/problem+json"
    widget.page.route(
        "**/messages", lambda route: route.fulfill(status=422, content_type=kind, body=detail)
    )
    widget.say("une très longue question")
    expect(widget.message("une très longue")).to_contain_text("Message non envoyé")


def menu(widget: WidgetPage, server: ContractServer) -> None:
    widget.open().panel.get_by_role("button", name="Options").click()
    expect(widget.panel.get_by_role("menu")).to_be_visible()


def erasing(widget: WidgetPage, server: ContractServer) -> None:
    menu(widget, server)
    widget.panel.get_by_role("menuitem", name="Effacer").click()
    expect(widget.panel.get_by_role("menuitem", name="Garder")).to_be_visible()


def search(widget: WidgetPage, server: ContractServer) -> None:
    answered(widget, server)
    widget.panel.get_by_role("button", name="Options").click()
    widget.panel.get_by_role("menuitem", name="Rechercher").click()
    widget.page.keyboard.type("espace")
    expect(widget.panel.get_by_role("search").get_by_role("status")).to_contain_text("2 sur 2")


def file(widget: WidgetPage, server: ContractServer) -> None:
    """All its bytes have left, and the server has not answered yet."""
    server.uploads.clear()
    chosen: Any = {"name": "facture.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    widget.open().panel.locator("input[type=file]").set_input_files([chosen])
    bar = widget.panel.get_by_role("progressbar")
    expect(bar).to_have_js_property("value", 1)


def unread(widget: WidgetPage, server: ContractServer) -> None:
    """What came below what is being read."""
    answered(widget, server)
    steps = "\n".join(f"Étape {number} : elle est faite." for number in range(1, 19))
    server.push({**AGENT, "text": steps}, {**AGENT, "text": "Je regarde la suite."})
    expect(widget.message("la suite")).to_be_in_viewport()
    thread = widget.panel.get_by_role("group", name="Échanges")
    thread.evaluate("(thread) => { thread.scrollTop = 0; }")
    server.push({**AGENT, "text": "C’est terminé."})
    expect(widget.panel.get_by_role("button", name="1 nouveau message")).to_be_visible()


def ended(widget: WidgetPage, server: ContractServer) -> None:
    answered(widget, server)
    done = {"type": "state", "text": "La conversation est terminée."}
    server.push({"from": "system", **done, "state": {"speaker": "closed"}})
    expect(widget.panel.get_by_role("button", name="Nouvelle conversation")).to_be_visible()


STATES: dict[str, State] = {
    state.__name__: state
    for state in (
        *(closed, greeted, answered, card, did_you_mean, form, writing, queue, agent, offline),
        *(refused, menu, erasing, search, file, unread, ended),
    )
}


def show(page: Page, server: ContractServer, state: str) -> WidgetPage:
    """The host page of `server`, on the morning of `NOW`, with the widget in that state."""
    page.clock.set_fixed_time(NOW)
    widget = WidgetPage(page, server)
    STATES[state](widget, server)
    return widget


def _choice(widget: WidgetPage, label: str) -> Locator:
    return widget.log.get_by_role("button", name=label)
