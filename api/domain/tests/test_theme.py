from api.core.settings import ROOT
from api.domain.theme import Theme, theme_label


def test_themes_are_the_folders_of_the_knowledge() -> None:
    folders = {path.name for path in (ROOT / "knowledge" / "entries").iterdir() if path.is_dir()}

    assert {theme.value for theme in Theme} == folders


def test_label_of_a_theme_that_is_no_more_is_its_code() -> None:
    assert theme_label("works") == "Marchés de travaux"
    assert theme_label("ancien") == "ancien"
