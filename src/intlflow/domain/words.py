"""The words that every part of intlflow shares: who, what kind of case, which headline stage."""

from enum import StrEnum


class Kind(StrEnum):
    """What a case is about; each kind has its own lifecycle."""

    PROJECT = "project"
    TWIN_TOWN = "twin-town"
    GOVERNING_DOCUMENT = "governing-document"


class Stage(StrEnum):
    """The headline stages that people see; a lifecycle's finer phases lie inside them."""

    IDEA = "idea"
    SUPPORT = "support"
    WRITING = "writing"
    DECISION = "decision"
    RUNNING = "running"
    EVALUATION = "evaluation"
    ARCHIVE = "archive"


class Role(StrEnum):
    """In which capacity somebody acts or is told (docs/glossary.md has the Swedish words)."""

    SUBMITTER = "submitter"
    CONTACT = "contact_person"
    MANAGER = "unit_manager"
    PROJECT_MANAGER = "project_manager"
    COORDINATOR = "coordinator"
    CONTROLLER = "controller"
    REGISTRAR = "registrar"
    SECRETARY = "board_secretary"
    SIGNATORY = "signatory"
    LEAD = "political_lead"
    DIRECTOR = "director"  # kommundirektör
    AUDITOR = "auditor"  # reads everything, changes nothing
    ADMIN = "admin"  # keeps the installation running, takes no part in the cases


class BodyKind(StrEnum):
    """What sort of body takes a decision."""

    COUNCIL = "council"  # kommunfullmäktige
    EXECUTIVE_BOARD = "executive_board"  # kommunstyrelsen
    WORKING_COMMITTEE = "working_committee"  # kommunstyrelsens arbetsutskott
    BOARD = "board"  # nämnd
    COMPANY_BOARD = "company_board"  # bolagsstyrelse


class Outcome(StrEnum):
    """What a body did with a case, in the Swedish word that stands in the minutes."""

    APPROVED = "bifall"
    REJECTED = "avslag"
    REMITTED = "återremiss"
    TABLED = "bordläggning"
    SUPPORTED = "tillstyrkan"  # a preparing body's word for yes
    OPPOSED = "avstyrkan"  # and for no; the matter goes on all the same
