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
from intlflow.web.pages import account, cases, files, ideas, keys, moves, operation, overview, twins
    code,
    keys,
    provider,
    twins,
    watching,
    webhooks,
)

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
)
