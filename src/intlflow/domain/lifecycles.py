"""The three lifecycles, by kind of case."""

from intlflow.domain.governing_document import GOVERNING_DOCUMENT
from intlflow.domain.lifecycle import Lifecycle
from intlflow.domain.project import PROJECT
from intlflow.domain.twin_town import TWIN_TOWN
from intlflow.domain.words import Kind

LIFECYCLES: dict[Kind, Lifecycle] = {
    Kind.PROJECT: PROJECT,
    Kind.TWIN_TOWN: TWIN_TOWN,
    Kind.GOVERNING_DOCUMENT: GOVERNING_DOCUMENT,
}
