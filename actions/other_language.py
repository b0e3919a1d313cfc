"""Questions asked in another language: a polite answer in it, and the nearest page in French."""

from dataclasses import dataclass

from actions.guarded_action import Event, GuardedAction
from actions.knowledge_titles import entry_titles, first_source
from actions.reply import Button, Reply, button
from actions.turn import Guess, Turn

# Chosen on 120 questions in English and Spanish: a wrong page is worse than none.
PLAUSIBLE = 0.4
WISH_FOR_AGENT = 0.5


@dataclass(frozen=True, slots=True)
class Phrases:
    """`lang` is how the text must be read aloud (BCP 47)."""

    lang: str
    sorry: str
    nearest: str
    track: str
    agent: str
    handed_over: str
    queued: str
    advice: str
    or_agent: str


_ENGLISH = Phrases(
    lang="en",
    sorry="I am an automatic assistant, and I am sorry: I only answer in French.",
    nearest="The French page closest to your question: “{title}”",
    track="Track invoice {number}",
    agent="Talk to an agent",
    handed_over="I am passing you on to an agent, who answers in French.",
    queued="No agent is connected at the moment; agents answer in French.",
    advice="Ask me a short question in French (an online translator will do){or_agent}.",
    or_agent=", or talk to an agent",
)
_SPANISH = Phrases(
    lang="es",
    sorry="Soy una asistente automática y lo siento: solo respondo en francés.",
    nearest="La página en francés más cercana a su pregunta: «{title}»",
    track="Seguir la factura {number}",
    agent="Hablar con un agente",
    handed_over="Le paso con un agente, que responde en francés.",
    queued="Ningún agente está conectado en este momento; los agentes responden en francés.",
    advice="Hágame una pregunta corta en francés (puede usar un traductor en línea){or_agent}.",
    or_agent=" o hable con un agente",
)
_PHRASES = {"en": _ENGLISH, "es": _SPANISH}


class ActionOtherLanguage(GuardedAction):
    """The vectors of the classifier know several languages, so that its ranking still holds."""

    action_name = "action_other_language"
    topic = "other_language"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        phrases = _PHRASES.get(turn.entity("language") or "", _ENGLISH)
        if _wants_agent(turn):
            said = phrases.handed_over if turn.agents.reachable else phrases.queued
            reply.say(said, lang=phrases.lang)
            reply.hand_over("user_wish")
            return []
        titles = entry_titles()
        entry = _likely(turn, titles)
        lines, buttons = [phrases.sorry], _invoice(turn, phrases)
        if entry:
            title = titles[entry]
            lines.append(_page(title, entry, phrases))
            buttons = [button(title, entry)]
        lines.append(_advice(turn, phrases))
        if turn.agents.reachable:
            buttons.append(button(phrases.agent, "request_agent"))
        reply.say("\n".join(lines), buttons, lang=phrases.lang)
        return []


def _advice(turn: Turn, phrases: Phrases) -> str:
    return phrases.advice.format(or_agent=phrases.or_agent if turn.agents.reachable else "")


def _likely(turn: Turn, known: dict[str, str]) -> str | None:
    """The best guess of the classifier, when it is an entry and plausible."""
    name, confidence = _best(turn)
    return name if name in known and confidence >= PLAUSIBLE else None


def _best(turn: Turn) -> Guess:
    """The likeliest intent but for that of the language itself."""
    others = [guess for guess in turn.guesses if guess.intent != turn.intent]
    return others[0] if others else Guess("", 0.0)


def _wants_agent(turn: Turn) -> bool:
    """In the middle of a form the wish is only offered as a button: the form would go on."""
    name, confidence = _best(turn)
    return name == "request_agent" and confidence >= WISH_FOR_AGENT and not turn.tracker.active_loop


def _invoice(turn: Turn, phrases: Phrases) -> list[Button]:
    number = turn.entity("invoice_number")
    if not number or _best(turn).intent != "invoice_status":
        return []
    title = phrases.track.format(number=number)
    return [button(title, "invoice_status", invoice_number=number)]


def _page(title: str, intent: str, phrases: Phrases) -> str:
    named = phrases.nearest.format(title=title)
    source = first_source(intent)
    return f"{named} – {source}" if source else f"{named}."
