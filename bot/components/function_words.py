"""Small words that give a language away; a detector alone takes French shorthand for Dutch.

Lower case, apostrophes straight. A word may stand in several lists: what counts is the balance.
"""

from __future__ import annotations

from typing import Dict, FrozenSet


def _words(text: str) -> FrozenSet[str]:
    return frozenset(text.split())


FRENCH = _words(
    """
    le les la des du au aux un une et ou où en est et sont suis es ai as a ont avons avez je j tu
    il elle on nous vous ils elles me te se ce cet cette ces mon ma mes ton ta tes son sa ses notre
    nos votre vos leur leurs ne n pas plus que qu qui quoi quel quelle quels quelles comment
    pourquoi combien quand dans sur sous pour par avec sans chez vers de d l no c s m y si mais
    donc car être avoir fait faire peut peux faut dois doit bonjour merci svp facture factures
    compte mot code numéro ya
    """
)

FOREIGN: Dict[str, FrozenSet[str]] = {
    "en": _words(
        """
        how do does did i i'm my me the is are was were be been am what where when why who which
        whose can could would should will we us our you your it its of for with from about to and
        not don't doesn't didn't can't cannot have has had need want please help thanks hello this
        that there if any by at an they their he she in on as get after before english speak a no
        never
        """
    ),
    "es": _words(
        """
        cómo como qué dónde donde cuándo cuando cuál cuánto cuánta quién por para el los las una
        unos mi mis su sus está están este esta estoy estamos hay he ha han hemos tengo tenemos
        tiene puedo puede pueden podemos podría quiero quisiera necesito necesitamos debo hacer
        hablar hablo hablan gracias hola buenos buenas días favor factura facturas somos español
        del al con sin no se y o pero más muy también porque saber enviar cobrar pagar cuenta
        llega decir ya de la que en a un me es te tu le nos
        """
    ),
    "de": _words(
        """
        wie was wo wann warum wer welche ich wir sie mein meine meinen unsere unser der die das den
        dem ein eine einen einer ist sind war wurde wird werden kann können möchte muss soll habe
        haben hat nicht kein keine und oder auf aus bei mit von zu zum zur für bitte danke hallo
        rechnung
        """
    ),
    "it": _words(
        """
        come cosa dove quando perché chi quale quali il lo gli una uno mio mia miei nostra nostro è
        sono sei siamo ho hai abbiamo hanno posso può possiamo vorrei devo fare sarà stata stato
        non con di del della per che e in al alla grazie ciao buongiorno fattura fatture la le un
        """
    ),
    "pt": _words(
        """
        como o os as um uma meu minha nosso nossa é são está estou tenho temos posso pode podemos
        gostaria quero preciso devo fazer que quando onde porque porquê qual não de do da dos das
        na para por ao à e vai foi ser obrigado obrigada olá fatura faturas a no
        """
    ),
    "nl": _words(
        """
        hoe wat waar wanneer waarom wie welke ik wij we mijn onze ons de het een is zijn was wordt
        worden kan kunnen wil moet heb hebben heeft niet geen en of op uit bij met van naar voor
        graag bedankt hallo factuur mij
        """
    ),
}
