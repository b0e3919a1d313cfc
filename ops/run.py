"""`make run`: everything that the programs need, then the programs, readiness shown."""

import asyncio
import subprocess
import sys

from api.core.settings import get_settings
from ops.compiling import is_compiled, note_compiled
from ops.console import say
from ops.launcher.service import Service
from ops.launcher.supervisor import Supervisor
from ops.layout import PYTHON, ROOT, PortTakenError, data_dir, public_port
from ops.services import Ports, actions_service, api_service, bot_service, choose_ports
from ops.training import TrainingError, ensure_model, model_path


class StepFailedError(Exception):
    """A preparation step ended badly; its own words were shown."""


def step(done: str, *module: str) -> None:
    result = subprocess.run(
        [str(PYTHON), "-m", *module], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    for line in result.stdout.splitlines():
        print(f"           {line}")
    if result.returncode:
        raise StepFailedError(f"Étape interrompue : {' '.join(module)}")
    say(done)


async def serve(ports: Ports) -> None:
    """The bot is the slowest to start: it does so while the database is brought up to date."""
    supervisor = Supervisor(say)
    starting = asyncio.create_task(start_services(supervisor, ports))
    starting.add_done_callback(lambda task: supervisor.stop() if _failed(task) else None)
    await supervisor.run_until_signal()
    if starting.done() and not starting.cancelled() and (error := starting.exception()):
        raise error


async def start_services(supervisor: Supervisor, ports: Ports) -> None:
    data = data_dir()
    trained = model_path().exists()
    bot = asyncio.create_task(start_bot(supervisor, ports)) if trained else None
    await asyncio.to_thread(step, "base de données à jour", "ops.database")
    supervisor.add(Service(api_service(ports, data), data, say))
    supervisor.add(Service(actions_service(ports), data, say))
    say(f"page ouverte : http://127.0.0.1:{ports.api} (l’assistante démarre…)")
    await asyncio.gather(bot or start_bot(supervisor, ports), asyncio.to_thread(lighten_widget))


def lighten_widget() -> None:
    """Done meanwhile, and not missed when it fails: the modules are served as they are."""
    try:
        step("widget allégé", "ops.widget")
    except StepFailedError as error:
        say(f"{error} (le widget fonctionne, en plus lourd)")


def _failed(task: "asyncio.Task[None]") -> bool:
    return not task.cancelled() and task.exception() is not None


async def start_bot(supervisor: Supervisor, ports: Ports) -> None:
    if not model_path().exists():
        say("entraînement du modèle (une à deux minutes, une seule fois)…")
    ticking = asyncio.create_task(tick())
    try:
        model = await asyncio.to_thread(ensure_model)
    finally:
        ticking.cancel()
    bot = Service(bot_service(ports, data_dir(), model, get_settings()), data_dir(), say)
    supervisor.add(bot)


async def tick() -> None:
    while True:
        await asyncio.sleep(15)
        say("… entraînement en cours")


def main() -> int:
    try:
        ports = choose_ports(public_port())
        if not is_compiled():
            step("fiches compilées", "knowledge", "compile")
            note_compiled()
        say(f"portail et assistante : http://127.0.0.1:{ports.api}/")
        say(f"bureau des agents     : http://127.0.0.1:{ports.api}/desk")
        asyncio.run(serve(ports))
    except (PortTakenError, StepFailedError, TrainingError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
