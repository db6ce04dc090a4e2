"""What all tests share: a data folder that is nobody's own, and a window system that needs no screen."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _data_folder_of_the_tests(tmp_path_factory):
    """No test touches the working copies, keys and settings of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        for name in ("ASSESSOR_LANGUAGE", "ASSESSOR_EDITIONS"):
            patch.delenv(name, raising=False)
        yield
