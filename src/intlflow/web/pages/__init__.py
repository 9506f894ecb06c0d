"""Every page, by what it is about."""

from intlflow.web.pages import (
    about,
    account,
    calls,
    cases,
    files,
    ideas,
    moves,
    operation,
    overview,
    registers,
    search,
)

ROUTERS = (
    files.router,
    account.router,
    overview.router,
    ideas.router,
    cases.router,
    moves.router,
    operation.router,
    search.router,
    calls.router,
    registers.router,
    about.router,
)
