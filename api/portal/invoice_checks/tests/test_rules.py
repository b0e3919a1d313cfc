"""The standards' rules, in their own process: what they say, and what is said when it fails."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from multiprocessing.connection import Connection

import psutil
import pytest

from api.domain.invoice_checks.subject import RulesResult
from api.formats.tests.builders import RECIPIENT, an_invoice
from api.formats.ubl_writing import write_ubl
from api.portal.invoice_checks.rules.rule_sets import CII_ROOT, RuleSet, path_of, rule_set_for
from api.portal.invoice_checks.rules.worker import RulesWorker
from api.portal.invoice_checks.tests import processes
from api.portal.invoice_checks.tests.files import cii_of

PATIENT = 60.0


@pytest.fixture(scope="module")
def worker() -> Iterator[RulesWorker]:
    worker = RulesWorker(PATIENT)
    yield worker
    worker.close()


def checked(worker: RulesWorker, content: bytes) -> RulesResult:
    result = worker.check(content)
    assert result is not None
    return result


def rules(result: RulesResult) -> set[str]:
    assert result.unfinished is None
    return {breach.rule for breach in result.en16931 or () if breach.fatal}


def test_a_right_cii_breaks_nothing(worker: RulesWorker) -> None:
    result = checked(worker, cii_of())

    assert (result.profile, result.schema, rules(result)) == ("en16931", (), set())


def test_a_right_ubl_follows_its_schema(worker: RulesWorker) -> None:
    result = checked(worker, write_ubl(an_invoice()))

    assert (result.schema, rules(result)) == ((), {"BR-S-02"})  # we write no VAT number


def test_a_wrong_total_is_named_by_its_rule(worker: RulesWorker) -> None:
    content = cii_of().replace(b">507.00<", b">508.00<")

    assert "BR-CO-15" in rules(checked(worker, content))


def test_a_missing_name_is_named_by_its_rule(worker: RulesWorker) -> None:
    name = f"<ram:Name>{RECIPIENT.name}</ram:Name>".encode()
    content = cii_of()
    assert name in content

    assert "BR-07" in rules(checked(worker, content.replace(name, b"")))


def test_an_element_out_of_place_breaks_the_schema(worker: RulesWorker) -> None:
    content = cii_of().replace(b"<rsm:ExchangedDocument>", b"<rsm:ExchangedDocument><ram:Odd/>")

    breaches = checked(worker, content).schema

    assert breaches
    assert "Odd" in breaches[0].words


def test_the_french_rules_are_told_apart(worker: RulesWorker) -> None:
    french = checked(worker, cii_of()).french

    assert french
    assert all(breach.rule.startswith("BR-FR") for breach in french)


def test_another_profile_has_its_own_rules(worker: RulesWorker) -> None:
    basic = b"urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"

    result = checked(worker, cii_of().replace(b"urn:cen.eu:en16931:2017", basic))

    assert result.profile == "basic"
    assert result.unfinished is None


def test_a_syntax_without_published_rules_is_not_judged(worker: RulesWorker) -> None:
    assert worker.check(b"<CPPFactureMixte/>") is None


def test_the_process_is_kept_from_one_file_to_the_next(worker: RulesWorker) -> None:
    worker.check(cii_of())
    first = worker.pid
    worker.check(cii_of())

    assert worker.pid == first


def test_what_breaks_a_rule_on_every_line_is_counted(worker: RulesWorker) -> None:
    line = an_invoice().lines[0]
    content = cii_of(lines=tuple(replace(line, label=f"n° {n}") for n in range(50)))

    breaches = checked(worker, content.replace(b'unitCode="C62"', b'unitCode="???"')).en16931

    assert breaches
    assert max(breach.times for breach in breaches) == 50


def test_saxonche_never_enters_this_process(worker: RulesWorker) -> None:
    worker.check(cii_of())

    assert "saxonche" not in sys.modules


type Child = Callable[[Connection], None]


def failing(child: Child, seconds: float = PATIENT) -> tuple[RulesResult | None, RulesWorker]:
    worker = RulesWorker(seconds, child)
    return worker.check(cii_of()), worker


@pytest.mark.parametrize(
    ("child", "seconds", "words"),
    [
        (processes.hang, 0.5, "trop de temps"),
        (processes.vanish, PATIENT, "s’est arrêté"),
        (processes.starve, PATIENT, "s’est arrêté"),
        (processes.babble, PATIENT, "s’est arrêté"),
    ],
)
def test_a_failure_is_told_and_leaves_no_process(child: Child, seconds: float, words: str) -> None:
    result, worker = failing(child, seconds)

    assert result is not None
    assert words in (result.unfinished or "")
    assert worker.pid is None
    left = [child.name() for child in psutil.Process().children() if child.status() == "zombie"]
    assert left == []


def test_after_a_kill_the_next_file_is_checked() -> None:
    worker = RulesWorker(PATIENT)
    worker.check(cii_of())
    assert worker.pid is not None
    psutil.Process(worker.pid).kill()
    psutil.wait_procs(psutil.Process().children(), timeout=0.1)

    results = [worker.check(cii_of()), worker.check(cii_of())]

    worker.close()
    assert results[-1] is not None
    assert results[-1].unfinished is None


def test_a_file_that_is_no_xml_is_a_failure_not_a_crash(worker: RulesWorker) -> None:
    result = checked(worker, b"<a")

    assert "a échoué" in (result.unfinished or "")


@pytest.mark.parametrize(
    ("guideline", "profile"),
    [
        ("urn:factur-x.eu:1p0:minimum", "minimum"),
        ("urn:factur-x.eu:1p0:basicwl", "basicwl"),
        ("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", "basic"),
        ("urn:cen.eu:en16931:2017", "en16931"),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", "extended"),
        ("../../etc/passwd", None),
        (None, None),
    ],
)
def test_profiles(guideline: str | None, profile: str | None) -> None:
    found = rule_set_for(CII_ROOT, guideline)

    assert found is not None
    assert found.profile == profile
    assert all(path_of(name).is_file() for name in _files(found))


def _files(found: RuleSet) -> list[str]:
    return [found.schema, found.en16931, *([found.french] if found.french else [])]


def test_amounts_are_written_as_the_schema_wants(worker: RulesWorker) -> None:
    content = cii_of(due=Decimal("507.00"))

    assert checked(worker, content).schema == ()
