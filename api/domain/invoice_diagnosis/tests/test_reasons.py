import pytest

from api.domain.invoice_diagnosis.reasons import Topic, topics_of


@pytest.mark.parametrize(
    ("reason", "topic"),
    [
        ("Code service erroné", Topic.SERVICE),
        ("SE_ERR", Topic.SERVICE),
        ("CODE_ROUTAGE_ERR", Topic.SERVICE),
        ("Engagement erroné", Topic.ENGAGEMENT),
        ("N° de commande absent", Topic.ENGAGEMENT),
        ("EJ inconnu", Topic.ENGAGEMENT),
        ("cmd_ej_err", Topic.ENGAGEMENT),
        ("Destinataire erroné", Topic.RECIPIENT),
        ("Mauvais SIRET", Topic.RECIPIENT),
        ("DEST_ERR", Topic.RECIPIENT),
        ("SIRET_ERR", Topic.RECIPIENT),
        ("Pièce manquante", Topic.DOCUMENT),
        ("Justificatif absent", Topic.DOCUMENT),
        ("JUSTIF_ABS", Topic.DOCUMENT),
        ("Doublon facture", Topic.DUPLICATE),
        ("DOUBLE_FACT", Topic.DUPLICATE),
        ("Marché terminé", Topic.MARKET),
        ("MARCHE_TERM", Topic.MARKET),
        ("Montant de la facture erroné", Topic.AMOUNT),
        ("MONTANTTOTAL_ERR", Topic.AMOUNT),
        ("QTE_ERR", Topic.AMOUNT),
        ("Taux de TVA erroné", Topic.VAT),
        ("TX_TVA_ERR", Topic.VAT),
        ("Coordonnées bancaires erronées", Topic.BANK),
        ("COORD_BANC_ERR", Topic.BANK),
        ("Cadre de facturation erroné", Topic.FRAMEWORK),
        ("Erreur de valideur", Topic.VALIDATOR),
        ("ERR_VALIDEUR", Topic.VALIDATOR),
    ],
)
def test_a_reason_names_its_topic(reason: str, topic: Topic) -> None:
    assert topics_of(reason, None) == (topic,)


def test_a_comment_is_read_only_when_the_reason_says_nothing() -> None:
    comment = "Le code service n’est pas celui du bon de commande."

    assert topics_of("Code service erroné", comment) == (Topic.SERVICE,)
    assert topics_of("Autre", comment) == (Topic.SERVICE, Topic.ENGAGEMENT)


@pytest.mark.parametrize("reason", [None, "", "AUTRE", "Voir avec nous"])
def test_a_vague_reason_names_nothing(reason: str | None) -> None:
    assert topics_of(reason, None) == ()
