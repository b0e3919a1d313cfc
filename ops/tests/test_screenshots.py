"""The pictures of docs/ are those that the page tells of, and weigh little."""

from PIL import Image

from ops.screenshots import FOLDER, LIMIT, PAGE, page_of_pictures, pictures

LARGEST = 1_300  # points on a side: no picture is of more than a screen


def test_the_page_is_the_one_that_the_command_writes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_of_pictures()


def test_each_picture_is_there_and_none_besides() -> None:
    names = [picture.name for picture in pictures()]

    assert len(set(names)) == len(names)
    assert {path.stem for path in FOLDER.iterdir()} == set(names)


def test_together_they_weigh_little() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= LIMIT


def test_each_tells_who_does_not_see_it_what_is_there() -> None:
    for picture in pictures():
        assert len(picture.alt) > len(picture.caption), picture.name
        assert "\n" not in picture.alt


def test_none_is_larger_than_a_screen() -> None:
    for path in FOLDER.iterdir():
        with Image.open(path) as picture:
            assert max(picture.size) <= LARGEST, path.name
