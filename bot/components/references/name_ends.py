"""Words that no name of a structure holds in a question: where one begins, the name ended.

Verbs among them follow « à »: « à recycler » is a status, not a place.
"""

from __future__ import annotations

_WORDS = """
a acheteur ai aimerais annee annees aout apres architecte as au aujourd autre autres aux avant
avec avez avoir avons avril bas bon bonjour ca car ce cela celle celles celui certaines ces cet
cette chez chorus chose ci client clients cmt code codes combien comme comment completer
comptable compte contrat cotraitant d dans date de debut decembre demain demande demandent
depuis dernier derniere dernieres des dessous dessus destinataire dimanche dit dois doit donc
donne du elle elles en encore engagement entite envoie est et etait ete etes etre eux exige
exigent exiger facture factures faire fait faut fevrier fin format fournisseur gestionnaire
haut hier ici ignore il ils info infos j jamais janvier je jeudi jour jours juillet juin l la
laquelle le lequel les leur leurs logiciel lui lundi m ma mai mail mais maitre maitrise mal
mandataire marche mardi mars me merci mercredi merite mes milieu mise mises moa moe moi moins
mois mon montant mot n ne ni nom non nos notre nous novembre numero obligatoire octobre on ont
ordonnateur ou paie par pas passe paye payer pdf pl plus plusieurs portail pour pourquoi
pourriez pouvez precedente premiere pro qu quand que quel quelle quelles quels qui quoi recu
recue recycler refuse rejete rejeter s sa sage samedi se semaine septembre service services ses
siren siret sollicitation son sont sous statut stp structure suite suivante support sur svp
systeme t ta te tes titulaire toi toujours tous tout toute toutes tu un une utilisateur
utilisateurs va valider valideur vendredi vers veulent veut veux vos votre voudrais vous xml y
"""
ENDS = frozenset(_WORDS.split())
