"""Is it alive, is it ready: for the launcher, a load balancer, and the widget."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.health.probes import Probes, Readiness

router = APIRouter(tags=["health"])

_NO_STORE = {"Cache-Control": "no-store"}


@router.get("/healthz")
async def alive() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
async def ready(request: Request) -> JSONResponse:
    """200 once every part is `ok`, else 503; the body is the same. Nothing is asked meanwhile."""
    probes: Probes = request.app.state.probes
    states = probes.states()
    whole = all(state is Readiness.OK for state in states.values())
    return JSONResponse(states, status_code=200 if whole else 503, headers=_NO_STORE)
