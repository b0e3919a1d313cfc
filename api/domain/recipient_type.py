"""Kinds of public clients, as the law on payment delays tells them apart."""

from api.domain.labelled import LabelledEnum


class RecipientType(LabelledEnum):
    """Codes are ours: the portal's directory has no such field, the operator's data must.

    Source: Code de la commande publique, R2192-10 and R2192-11.
    """

    STATE = "ETAT", "État ou établissement public administratif de l’État"
    LOCAL_BODY = "COLLECTIVITE", "Collectivité territoriale ou établissement public local"
    HOSPITAL = "ETABLISSEMENT_SANTE", "Établissement public de santé"
    PUBLIC_ENTERPRISE = "ENTREPRISE_PUBLIQUE", "Entreprise publique"
