"""Every page, by what it is about."""

from intlflow.web.pages import account, cases, files, ideas, moves, operation, overview

ROUTERS = (
    files.router,
    account.router,
    overview.router,
    ideas.router,
    cases.router,
    moves.router,
    operation.router,
)
