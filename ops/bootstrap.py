"""First step of every command: only the standard library, any Python from 3.8 on.

Finds or installs uv, finds or installs Python 3.10 (bot) and 3.12 (the rest), synchronises both
locked environments, then hands over to `python -m ops.<command>` in the right environment.
"""

import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
UV_REQUIREMENT = "uv>=0.9,<1"
PROJECTS = (("racine", ROOT, "3.12"), ("bot", ROOT / "bot", "3.10"))
COMMANDS = ("run", "test", "check", "bench", "eval", "knowledge", "screenshots", "sync")
STARTED = time.monotonic()


class SetupError(Exception):
    """What is missing, in one line of French and English."""


def say(text):
    print(f"[{time.monotonic() - STARTED:6.1f} s] {text}", flush=True)


def find_uv():
    """Path of a uv that runs: PATH first, then ours, else installed from PyPI into `.tools`."""
    ours = TOOLS / "uv" / "bin" / "uv"
    for candidate in (
        os.environ.get("UV"),
        shutil.which("uv"),
        str(ours),
        str(Path.home() / ".local/bin/uv"),
    ):
        if candidate and _runs([candidate, "--version"]):
            return candidate
    return install_uv(ours)


def install_uv(ours):
    say("installation de uv (une seule fois)")
    target = TOOLS / "uv"
    shutil.rmtree(target, ignore_errors=True)
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if _runs([sys.executable, "-m", "venv", str(target)]):
        inner = str(target / "bin" / "python")
        if _runs([inner, *pip, UV_REQUIREMENT]) and ours.exists():
            return str(ours)
    # Debian's python3 may have pip without venv, or neither.
    shutil.rmtree(target, ignore_errors=True)
    if _runs([sys.executable, *pip, "--target", str(target), UV_REQUIREMENT]) and ours.exists():
        return str(ours)
    raise SetupError(
        "uv introuvable et impossible à installer : installez-le "
        "(https://docs.astral.sh/uv/) puis relancez. / "
        "uv is missing and could not be installed: install it, then try again."
    )


def find_python(uv, version):
    """Absolute path of a real interpreter: pyenv's shims exist for versions that do not run."""
    name = "python" + version
    for candidate in [*_pyenv_pythons(version), *_on_path(name)]:
        if _version_of(candidate) == version:
            return candidate
    found = _output([uv, "python", "find", "--no-project", version])
    if found and _version_of(found) == version:
        return found
    say("installation de Python " + version)
    if not _runs([uv, "python", "install", version]):
        raise SetupError(
            f"Python {version} est introuvable et ne s’installe pas : installez-le, puis "
            f"relancez. / Python {version} is missing and could not be installed."
        )
    return _output([uv, "python", "find", "--no-project", version])


def _pyenv_pythons(version):
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    versions = sorted((root / "versions").glob(version + ".*"), reverse=True)
    return [str(folder / "bin" / "python") for folder in versions]


def _on_path(name):
    folders = os.environ.get("PATH", "").split(os.pathsep)
    return [str(Path(folder) / name) for folder in folders if (Path(folder) / name).exists()]


def _version_of(python):
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return _output([python, "-c", code])


def synchronise(uv):
    """Bring both environments to their locks; nothing is done when they already are."""
    for label, folder, version in PROJECTS:
        python = _installed_python(folder, version) or find_python(uv, version)
        command = [uv, "sync", "--frozen", "--quiet", "--python", python]
        if not (folder / ".venv").exists():
            say(f"installation de l’environnement {label} (Python {version})")
        environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder / ".venv")}
        environment.pop("VIRTUAL_ENV", None)
        if subprocess.run(command, cwd=str(folder), env=environment, check=False).returncode:
            raise SetupError(
                f"Les dépendances ({label}) ne s’installent pas : le réseau ou le dépôt de "
                "paquets ne répond pas. / Dependencies could not be installed."
            )


def _installed_python(folder, version):
    python = folder / ".venv" / "bin" / "python"
    return str(python) if python.exists() and _version_of(str(python)) == version else None


def _runs(command):
    try:
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def _output(command):
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print("usage : ops/bootstrap.py " + " | ".join(COMMANDS))
        return 2
    if platform.system() == "Windows":
        raise SetupError("Linux ou macOS est nécessaire (ou WSL). / Linux or macOS is needed.")
    os.chdir(str(ROOT))
    synchronise(find_uv())
    command = sys.argv[1]
    if command == "sync":
        say("environnements prêts")
        return 0
    python = str(ROOT / ".venv" / "bin" / "python")
    os.environ["CHORALE_STARTED"] = repr(time.time() - (time.monotonic() - STARTED))
    os.execv(python, [python, "-m", "ops." + command, *sys.argv[2:]])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        print("\n" + str(error), file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
