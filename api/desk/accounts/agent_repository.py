"""SQL of agents, of their codes, and of failed attempts to sign in. Sessions: see beside."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.models.agent import Agent, LoginAttempts
from api.models.agent_recovery_code import AgentRecoveryCode


async def find_agent(session: AsyncSession, login: str) -> Agent | None:
    """An active agent, by canonical login."""
    return await session.scalar(select(Agent).where(Agent.login == login, Agent.active))


async def hold_agent(session: AsyncSession, login: str) -> Agent | None:
    """Whether active or not, locked until the transaction ends."""
    return await session.scalar(select(Agent).where(Agent.login == login).with_for_update())


async def hold_by_subject(session: AsyncSession, subject: str) -> Agent | None:
    statement = select(Agent).where(Agent.oidc_subject == subject).with_for_update()
    return await session.scalar(statement)


async def every_agent(session: AsyncSession) -> Sequence[Agent]:
    return (await session.scalars(select(Agent).order_by(Agent.login))).all()


async def exists(session: AsyncSession, login: str) -> bool:
    return await session.scalar(select(Agent.id).where(Agent.login == login)) is not None


async def add_agent(session: AsyncSession, agent: Agent) -> bool:
    """False, and nothing is changed, if another has taken the login meanwhile."""
    try:
        async with session.begin_nested():
            session.add(agent)
    except IntegrityError:
        return False
    return True


async def use_totp_step(session: AsyncSession, agent_id: int, step: int) -> bool:
    """Note that a one-time code served; False if it, or a later one, already had."""
    unused = Agent.totp_last_step.is_(None) | (Agent.totp_last_step < step)
    statement = update(Agent).where(Agent.id == agent_id, unused).values(totp_last_step=step)
    return await session.scalar(statement.returning(Agent.id)) is not None


async def use_recovery_code(session: AsyncSession, agent_id: int, code_hash: str) -> bool:
    """Delete the code; False if it is not one of the agent's (any more)."""
    statement = delete(AgentRecoveryCode).where(
        AgentRecoveryCode.agent_id == agent_id, AgentRecoveryCode.code_hash == code_hash
    )
    return await session.scalar(statement.returning(AgentRecoveryCode.code_hash)) is not None


async def replace_recovery_codes(
    session: AsyncSession, agent_id: int, hashes: Sequence[str]
) -> None:
    await session.execute(delete(AgentRecoveryCode).where(AgentRecoveryCode.agent_id == agent_id))
    session.add_all(AgentRecoveryCode(agent_id=agent_id, code_hash=value) for value in hashes)
    await session.flush()


async def count_recovery_codes(session: AsyncSession, agent_id: int) -> int:
    statement = select(func.count()).where(AgentRecoveryCode.agent_id == agent_id)
    return await session.scalar(statement) or 0


async def hold_attempts(session: AsyncSession, login_hash: str, at: datetime) -> LoginAttempts:
    """One count, created if need be, locked until the transaction ends."""
    statement = select(LoginAttempts).where(LoginAttempts.login_hash == login_hash)
    statement = statement.with_for_update()
    found = await session.scalar(statement)
    if found is not None:
        return found
    try:
        async with session.begin_nested():
            session.add(LoginAttempts(login_hash=login_hash, failures=0, last_at=at))
    except IntegrityError:
        pass  # somebody else's first attempt came in between
    return (await session.scalars(statement)).one()


async def forget_attempts(session: AsyncSession, login_hash: str) -> None:
    await session.execute(delete(LoginAttempts).where(LoginAttempts.login_hash == login_hash))


async def forget_attempts_before(session: AsyncSession, at: datetime) -> None:
    """Keep the table small: whoever tries a thousand logins leaves thousands of rows."""
    await session.execute(delete(LoginAttempts).where(LoginAttempts.last_at < at))
