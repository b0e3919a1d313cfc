"""Pictures of the widget, each in a state of `api/web/tests/widget_states.py`."""

from dataclasses import dataclass

from ops.pictures import PHONE, STILL, Looks, Picture

# Wide enough for a window over a page, and no wider.
WINDOW: Looks = {**STILL, "viewport": {"width": 520, "height": 700}}
DARK: Looks = {**WINDOW, "color_scheme": "dark"}
FORCED: Looks = {**WINDOW, "forced_colors": "active"}
NARROW: Looks = {**PHONE, "viewport": {"width": 320, "height": 568}}
DARK_PHONE: Looks = {**PHONE, "color_scheme": "dark"}
# A screen of 1280 × 800 whose page is twice as large.
ZOOMED: Looks = {**STILL, "viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}


@dataclass(frozen=True)
class WidgetPicture(Picture):
    state: str


def _picture(name: str, state: str, looks: Looks, caption: str, alt: str) -> WidgetPicture:
    return WidgetPicture(f"widget-{name}", caption, alt, looks, state)


WIDGET = (
    _picture(
        "closed",
        "closed",
        WINDOW,
        "Fermé",
        "Une page presque vide ; en bas à droite, le bouton « Besoin d’aide ? ».",
    ),
    _picture(
        "open",
        "greeted",
        WINDOW,
        "Ouvert",
        "La fenêtre « Assistance » : le salut de Clara, une proposition, le champ de saisie.",
    ),
    _picture(
        "answer",
        "answered",
        WINDOW,
        "Une réponse, sa source et sa date de relecture",
        "Une réponse en étapes numérotées, la source et sa date, deux boutons d’avis, copier.",
    ),
    _picture(
        "card",
        "card",
        WINDOW,
        "Une facture et son historique",
        "La carte de la facture 201700000128 : destinataire, montant, statut, motif ; "
        "deux étapes datées reliées par un trait ; le bouton « Recycler la facture ».",
    ),
    _picture(
        "card-dark",
        "card",
        DARK,
        "La même, thème sombre",
        "La carte de la facture et son historique, texte clair sur fond sombre.",
    ),
    _picture(
        "choices",
        "did_you_mean",
        WINDOW,
        "« Vouliez-vous dire »",
        "Clara n’est pas sûre d’avoir compris : trois boutons, le dernier pour "
        "dire « Aucune de ces propositions ».",
    ),
    _picture(
        "form",
        "form",
        WINDOW,
        "Une question d’un formulaire",
        "Le choix fait reste marqué dans les propositions ; Clara demande de décrire la demande.",
    ),
    _picture(
        "writing",
        "writing",
        WINDOW,
        "Une réponse se prépare",
        "Sous la question posée, « Clara écrit » et trois points.",
    ),
    _picture(
        "file",
        "file",
        WINDOW,
        "Un fichier part",
        "Au-dessus du champ : facture.pdf, une barre de progression, un bouton pour le retirer.",
    ),
    _picture(
        "queue",
        "queue",
        WINDOW,
        "La file d’attente",
        "Un bandeau dit le rang : deuxième ; un bouton permet de quitter la file.",
    ),
    _picture(
        "agent",
        "agent",
        WINDOW,
        "Un agent répond",
        "Le bandeau nomme Camille Roux ; son message porte ses initiales et « agent de "
        "l’assistance ».",
    ),
    _picture(
        "offline",
        "offline",
        WINDOW,
        "Sans réseau",
        "Le bandeau dit la connexion interrompue ; le message est marqué « En attente d’envoi ».",
    ),
    _picture(
        "refused",
        "refused",
        WINDOW,
        "Un message refusé",
        "Sous le message : « Message non envoyé », et la raison.",
    ),
    _picture(
        "menu",
        "menu",
        WINDOW,
        "Le menu « Options »",
        "Le menu ouvert sous l’en-tête : rechercher, télécharger, recommencer, effacer.",
    ),
    _picture(
        "search",
        "search",
        WINDOW,
        "La recherche",
        "Le champ de recherche contient « espace », résultat 2 sur 2, le message trouvé est cerné.",
    ),
    _picture(
        "unread",
        "unread",
        WINDOW,
        "Un message arrivé plus bas",
        "Le début de l’échange, et par-dessus le bouton « 1 nouveau message ».",
    ),
    _picture(
        "ended",
        "ended",
        WINDOW,
        "Une conversation terminée",
        "Le champ a laissé place au bouton « Nouvelle conversation ».",
    ),
    _picture(
        "forced",
        "card",
        FORCED,
        "Couleurs forcées par le système",
        "La même carte, aux seules couleurs du système : traits et bords restent visibles.",
    ),
    _picture(
        "phone",
        "card",
        PHONE,
        "Téléphone, 375 points",
        "La fenêtre occupe tout l’écran du téléphone ; la carte de la facture y tient.",
    ),
    _picture(
        "phone-dark",
        "did_you_mean",
        DARK_PHONE,
        "Téléphone, thème sombre",
        "Les trois propositions l’une sous l’autre, texte clair sur fond sombre.",
    ),
    _picture(
        "narrow",
        "queue",
        NARROW,
        "Téléphone étroit, 320 points",
        "La file d’attente sur un écran de 320 points : rien n’est coupé.",
    ),
    _picture(
        "zoomed",
        "answered",
        ZOOMED,
        "Page agrandie deux fois",
        "La fenêtre emplit l’écran ; l’échange défile entre l’en-tête et le champ.",
    ),
)
