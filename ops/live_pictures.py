"""Pictures of the portal, of /sollicitations and of the desk, on the whole product.

They are taken in this order: what one does, the next ones show.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from playwright.sync_api import FilePayload, Page, expect

from api.portal.flows.tests.files import cii, sample
from api.web.tests.portal_page import NEWCOMER, SUPPLIER, TOWN, PortalPage
from api.web.tests.sollicitations_page import SollicitationsPage
from ops.pictures import PHONE, STILL, Looks, Picture
from tests.stack import AGENT_PASSWORD
from tests.talk import Talk

LAPTOP: Looks = {**STILL, "viewport": {"width": 1280, "height": 760}}
DARK: Looks = {**LAPTOP, "color_scheme": "dark"}
DARK_PHONE: Looks = {**PHONE, "color_scheme": "dark"}
TABLET: Looks = {**STILL, "viewport": {"width": 768, "height": 1024}}
FLOW = "CPP0011100000000000044751"
DEPARTMENT = "22310001700423"
OWN = "00000000108396"

type Arrange = Callable[[Page, str], None]
"""Brings a new page to what is to be seen, of the product at that address."""


@dataclass(frozen=True)
class LivePicture(Picture):
    arrange: Arrange = field(compare=False)


def _at(place: str, login: str = SUPPLIER) -> Arrange:
    def arrange(page: Page, url: str) -> None:
        PortalPage(page, url).open(place, login)

    return arrange


def _wrong_file() -> FilePayload:
    """The total is wrong, and what the department requires is missing."""
    content = cii(sample("2026-0102", OWN, DEPARTMENT, total_incl_tax=Decimal("125.00")))
    for name in ("Les Délices de Savoie", "Département de la Haute-Garonne"):
        content = content.replace(b"Une structure", name.encode(), 1)
    return {"name": "facture.xml", "mimeType": "application/xml", "buffer": content}


def _checked(page: Page, url: str) -> None:
    here = PortalPage(page, url).open("depot")
    page.get_by_label("Choisir un fichier").set_input_files(_wrong_file())
    report = here.region("Contrôle avant envoi")
    expect(report).to_contain_text("serait refusée")
    report.scroll_into_view_if_needed()


def _scrolled(place: str) -> Arrange:
    """Down to the table."""

    def arrange(page: Page, url: str) -> None:
        here = PortalPage(page, url).open(place)
        here.rows().first.evaluate("(row) => row.closest('table').scrollIntoView()")

    return arrange


def _helped(*said: str) -> Arrange:
    """The assistant is asked, over the portal."""

    def arrange(page: Page, url: str) -> None:
        here = PortalPage(page, url).open()
        page.get_by_role("button", name="Besoin d’aide").click()
        expect(here.log).to_contain_text("assistante automatique")
        for text in said:
            _ask(here, text)

    return arrange


def _ask(here: PortalPage, text: str) -> None:
    field = here.page.get_by_role("dialog", name="Assistance").get_by_label("Votre message")
    turns = "window.turns = new Promise((done) => addEventListener('chorale:turn', done))"
    here.page.evaluate(f"() => {{ {turns}; }}")
    field.fill(text)
    field.press("Enter")
    here.page.evaluate("() => window.turns.then(() => true)")


def _dropped(page: Page, url: str) -> None:
    """A file that would be refused, given to the assistant."""
    here = PortalPage(page, url).open()
    page.get_by_role("button", name="Besoin d’aide").click()
    expect(here.log).to_contain_text("assistante automatique")
    panel = page.get_by_role("dialog", name="Assistance")
    panel.locator("input[type=file]").set_input_files(_wrong_file())
    expect(panel.get_by_text("joint", exact=True)).to_be_visible()
    panel.get_by_role("button", name="Envoyer").click()
    expect(here.log.locator(".card")).to_be_visible()


def _sollicitations(query: str = "", login: str = SUPPLIER) -> Arrange:
    def arrange(page: Page, url: str) -> None:
        SollicitationsPage(page, url).enter(login, query)

    return arrange


def _form(page: Page, url: str) -> None:
    here = SollicitationsPage(page, url).enter(SUPPLIER)
    here.write("La facture 201700000128 est revenue : le code service DC est pourtant ouvert.")
    here.heading.scroll_into_view_if_needed()


def _thread(page: Page, url: str) -> None:
    """A request to the town, which asked for more."""
    here = SollicitationsPage(page, url).enter(SUPPLIER)
    here.file_to_the_town("Le service FACTURES_PUBLIQUES attend-il le bon de commande en annexe ?")
    here.town(here.reference, "assign")
    here.town(here.reference, "ask", "Bonjour, de quelle facture s’agit-il ?")
    here.enter(SUPPLIER, f"?reference={here.reference}")
    expect(here.history).to_contain_text("de quelle facture")


def _sign_in(page: Page, url: str, login: str, path: str = "") -> None:
    page.goto(f"{url}/desk")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(AGENT_PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.locator("#workplace[data-ready]")).to_be_visible()
    if path:
        page.goto(f"{url}/desk/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def _board(page: Page, url: str) -> None:
    """Three people come, one of them after a while with the assistant."""
    came = {
        SUPPLIER: ["pourquoi ma facture 201700000128 est à recycler ?", "contacter un agent"],
        NEWCOMER: ["je ne vois pas l’espace Factures émises", "contacter un agent"],
        None: ["contacter un agent"],
    }
    for login, texts in came.items():
        talk = Talk(url, login)
        for text in texts:
            talk.say(text)
    _sign_in(page, url, "agent.1")
    expect(page.locator("[data-row^='take ']").nth(2)).to_be_visible()


def _exchange(page: Page, url: str) -> None:
    _sign_in(page, url, "agent.1")
    if not page.locator("#mine [data-open]").count():
        page.locator("[data-row^='take ']").first.click()
    page.locator("#mine [data-open]").first.click()
    log = page.get_by_role("log", name="Conversation")
    expect(page.get_by_label("Votre réponse")).to_be_visible()
    expect(log).to_contain_text("contacter un agent")
    answer = page.get_by_label("Votre réponse")
    said = "Bonjour, je regarde la facture 201700000128."
    if said not in (log.text_content() or ""):
        answer.fill(said)
        answer.press("Enter")
    expect(log.locator(".pending")).to_have_count(0)


def _at_desk(path: str, login: str) -> Arrange:
    return lambda page, url: _sign_in(page, url, login, path)


def _desk_request(page: Page, url: str) -> None:
    """One that the support received, taken by the agent who reads it."""
    filer = SollicitationsPage(page, url).enter(SUPPLIER)
    filer.file("Le dépôt de ma facture du mois est refusé sans motif depuis lundi.")
    _sign_in(page, url, "agent.1", f"sollicitations/{filer.reference}")
    page.get_by_role("button", name="Prendre").click()
    expect(page.get_by_label("Votre réponse")).to_be_visible()


def _live(
    name: str, arrange: Arrange, caption: str, alt: str, looks: Looks = LAPTOP
) -> LivePicture:
    return LivePicture(name, caption, alt, looks, arrange)


PORTAL = (
    _live(
        "portal",
        _at("factures"),
        "Les factures",
        "Le tableau des factures émises : numéro, destinataire, montant, statut ; les filtres "
        "au-dessus ; en bas à droite, « Besoin d’aide ? ».",
    ),
    _live(
        "portal-dark",
        _at("factures"),
        "Les mêmes, thème sombre",
        "Le tableau des factures, texte clair sur fond sombre.",
        DARK,
    ),
    _live(
        "portal-phone",
        _scrolled("factures"),
        "Les mêmes, sur un téléphone",
        "Chaque facture est une fiche, l’une sous l’autre.",
        PHONE,
    ),
    _live(
        "portal-invoice",
        _at("factures/201700000128"),
        "Une facture à recycler",
        "L’état présent, ce qui est faux, la valeur proposée, et le suivi étape par étape.",
    ),
    _live(
        "portal-invoice-phone",
        _at("factures/201700000128"),
        "La même, sur un téléphone, thème sombre",
        "L’état présent de la facture sur un écran étroit et sombre.",
        DARK_PHONE,
    ),
    _live(
        "portal-deposit",
        _checked,
        "Un fichier contrôlé avant l’envoi",
        "Le contrôle dit que la facture serait refusée, pourquoi, et comment la corriger.",
    ),
    _live(
        "portal-flow",
        _at(f"flux/{FLOW}"),
        "Un flux et son compte rendu",
        "Le flux est intégré partiellement : ses lignes, celles refusées avec leur correction.",
    ),
    _live(
        "portal-rights",
        _at("espaces"),
        "Structures, espaces et demandes",
        "Les espaces ouverts ou non de la structure, et les demandes à accepter.",
    ),
    _live(
        "widget",
        _helped("où en est ma facture 201700100376 ?"),
        "Le widget sur le portail",
        "À droite du tableau des factures, la fenêtre de Clara montre la carte d’une facture.",
    ),
    _live(
        "diagnosis",
        _helped("pourquoi ma facture 201700000128 est à recycler ?"),
        "Pourquoi une facture est revenue",
        "Clara nomme le code service erroné, celui qui convient, et propose de recycler.",
    ),
    _live(
        "check",
        _dropped,
        "Un fichier contrôlé dans la conversation",
        "La carte du contrôle : ce qui serait refusé, ce qui est douteux, comment corriger.",
    ),
    _live(
        "structure",
        _helped("quel est le SIRET du CD31 ?", "25310197600020"),
        "Une structure publique",
        "La carte d’ATD31 : son SIRET, ce qu’elle exige, ses services.",
    ),
)
SOLLICITATIONS = (
    _live(
        "sollicitations",
        _sollicitations(),
        "Mes sollicitations",
        "Les onglets par état, et une ligne par sollicitation.",
    ),
    _live(
        "sollicitations-form",
        _form,
        "Une nouvelle sollicitation",
        "Le formulaire : catégorie, sous-catégorie, structure, description.",
    ),
    _live(
        "sollicitations-thread",
        _thread,
        "Une demande de précision de l’entité publique",
        "L’historique daté, et ce que l’auteur peut faire.",
    ),
    _live(
        "sollicitations-phone",
        _sollicitations(),
        "Sur un téléphone, thème sombre",
        "La liste sur un écran étroit et sombre.",
        DARK_PHONE,
    ),
    _live(
        "sollicitations-town",
        _sollicitations("?recues=to_take", TOWN),
        "Celles que reçoit une entité publique",
        "Une sollicitation à prendre en charge, avec son échéance ; les onglets par état.",
    ),
)
DESK = (
    _live(
        "desk",
        _board,
        "La file d’attente",
        "Trois personnes attendent ; pour chacune, sa question, son attente, « Prendre ».",
    ),
    _live(
        "desk-exchange",
        _exchange,
        "Un échange",
        "Au milieu la conversation, à droite le dossier de l’usager, dessous la réponse.",
    ),
    _live(
        "desk-dark",
        _exchange,
        "Le même, thème sombre",
        "La conversation et le dossier, texte clair sur fond sombre.",
        DARK,
    ),
    _live(
        "desk-tablet",
        _exchange,
        "Le même, sur une tablette",
        "La conversation occupe la largeur d’une tablette tenue debout.",
        TABLET,
    ),
    _live(
        "supervision",
        _at_desk("supervision", "chef.1"),
        "La supervision",
        "Les agents, leur présence et leurs conversations ; la file et ses attentes.",
    ),
    _live(
        "desk-register",
        _at_desk("audit", "chef.1"),
        "Le registre",
        "Les actes du bureau, datés : qui, quoi, sur quoi.",
    ),
    _live(
        "desk-sollicitations",
        _at_desk("sollicitations", "agent.1"),
        "Les sollicitations reçues au bureau",
        "La liste à traiter, avec échéance et état.",
    ),
    _live(
        "desk-sollicitation",
        _desk_request,
        "Une sollicitation prise en charge",
        "Ce que demande l’usager, et le champ de réponse de l’agent.",
    ),
)
