from pathlib import Path

import pytest

from knowledge.tests.builders import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)
