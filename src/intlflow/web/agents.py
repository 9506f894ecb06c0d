"""Which browser somebody sits at, in a few words: enough to know one's own from another's."""

from functools import lru_cache

BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox")),
    *(("Chrome", "Chrome"), ("Safari", "Safari")),
)
MACHINES = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android")),
    *(("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")),
)
LONGEST = 60


@lru_cache(maxsize=512)
def few_words(agent: str) -> str:
    """A browser's own long name for itself, as people say it.

    Args:
        agent: as the browser sends it; what is not known is kept, cut short.
    """
    browser = next((said for sign, said in BROWSERS if f"{sign}/" in agent), "")
    machine = next((said for sign, said in MACHINES if sign in agent), "")
    return ", ".join(filter(None, (browser, machine))) if browser else agent[:LONGEST]
