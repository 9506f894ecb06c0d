"""Every page, by what it is about."""

from intlflow.web.pages import (
    about,
    account,
    calls,
    cases,
    code,
    files,
    ideas,
    keys,
    moves,
    operation,
    overview,
    provider,
    registers,
    search,
    twins,
    watching,
    webhooks,
)
from intlflow.web.pages import account, cases, duties, files, ideas, moves, operation, overview

ROUTERS = (
    files.router,
    account.router,
    code.router,
    provider.router,
    keys.router,
    overview.router,
    ideas.router,
    cases.router,
    moves.router,
    operation.router,
    search.router,
    calls.router,
    registers.router,
    about.router,
    twins.router,
    watching.router,
    webhooks.router,
    duties.router,
)
