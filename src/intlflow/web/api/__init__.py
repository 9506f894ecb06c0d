"""What programs ask for, under `/api/v1`: reading and moving, with a key that its owner made."""

from intlflow.web.api import acting, described, reading

ROUTERS = (reading.router, acting.router, described.router)
