"""Who may act and who is told when somebody is away, when nobody is appointed, and across scopes."""

from intlflow.domain.cast import Cast, Holder, Recipient
from intlflow.domain.words import Role


def holder(number: int, role: Role | None = Role.CONTACT, scope: str = "buf") -> Holder:
    return Holder(
        number, f"Person {number}", f"{number}@ljungby.example", "sv", "", False, role, scope
    )


KARIN = holder(1)
DISA = holder(2)._replace(deputy=True)
MANNE = holder(3, Role.MANAGER)
SANNA = holder(4, Role.COORDINATOR, "")
SVEN = holder(5, Role.COORDINATOR, "")._replace(deputy=True)


def away(person: Holder) -> Holder:
    return person._replace(away=True)


def cast(
    *appointed: Holder, submitter: Holder | None = None, manager: Holder | None = None
) -> Cast:
    return Cast(appointed, submitter, manager)


def test_the_holder_at_work_is_told_and_the_deputy_is_not() -> None:
    here = cast(KARIN, DISA)

    assert here.told(Role.CONTACT) == [Recipient(KARIN, Role.CONTACT)]


def test_the_deputy_steps_in_when_the_holder_is_away() -> None:
    here = cast(away(KARIN), DISA)

    assert here.told(Role.CONTACT) == [Recipient(DISA, Role.CONTACT, stands_in=True)]


def test_with_both_away_the_letter_waits_for_the_holder() -> None:
    here = cast(away(KARIN), away(DISA))

    assert here.told(Role.CONTACT) == [Recipient(away(KARIN), Role.CONTACT)]


def test_a_deputy_may_not_act_while_the_holder_is_at_work() -> None:
    here = cast(KARIN, DISA)

    assert here.roles_of(KARIN.person_id) == {Role.CONTACT}
    assert here.roles_of(DISA.person_id) == set()


def test_a_deputy_may_act_while_the_holder_is_away_and_so_may_the_holder() -> None:
    here = cast(away(KARIN), DISA)

    assert here.roles_of(DISA.person_id) == {Role.CONTACT}
    assert here.roles_of(KARIN.person_id) == {Role.CONTACT}


def test_a_deputy_of_an_empty_chair_may_act_and_is_told() -> None:
    here = cast(DISA)

    assert here.roles_of(DISA.person_id) == {Role.CONTACT}
    assert here.told(Role.CONTACT) == [Recipient(DISA, Role.CONTACT, stands_in=True)]


def test_a_deputy_for_one_scope_may_not_act_in_another() -> None:
    registrar = holder(7, Role.REGISTRAR, "")
    deputy = holder(8, Role.REGISTRAR, "")._replace(deputy=True)
    local = away(holder(9, Role.REGISTRAR, "bun"))

    here = cast(registrar, deputy, local)

    assert here.roles_of(8) == set()
    assert here.roles_of(7) == {Role.REGISTRAR}


def test_PLAN_38_VX_22_where_nobody_is_contact_person_the_manager_and_the_coordinator_hear_it() -> (
    None
):
    here = cast(MANNE, SANNA)

    assert here.told(Role.CONTACT) == [
        Recipient(MANNE, Role.CONTACT, stands_in=True, vacancy=True),
        Recipient(SANNA, Role.CONTACT, stands_in=True, vacancy=True),
    ]


def test_PLAN_38_a_vacancy_reaches_the_deputy_of_a_coordinator_who_is_away() -> None:
    here = cast(MANNE, away(SANNA), SVEN)

    assert [r.holder for r in here.told(Role.CONTACT)] == [MANNE, SVEN]


def test_a_deputy_who_is_away_from_an_empty_chair_leaves_it_vacant() -> None:
    here = cast(away(DISA), SANNA)

    assert here.told(Role.CONTACT) == [Recipient(SANNA, Role.CONTACT, stands_in=True, vacancy=True)]


def test_a_vacant_coordinator_is_told_to_the_manager_alone() -> None:
    here = cast(MANNE)

    assert here.told(Role.COORDINATOR) == [
        Recipient(MANNE, Role.COORDINATOR, stands_in=True, vacancy=True)
    ]


def test_with_nobody_at_all_nobody_is_told() -> None:
    assert cast().told(Role.CONTACT) == []


def test_who_is_appointed_for_the_unit_goes_before_who_is_for_the_whole_municipality() -> None:
    everywhere, here = holder(7, Role.CONTROLLER, ""), holder(8, Role.CONTROLLER, "buf")
    people = cast(everywhere, here)

    assert people.told(Role.CONTROLLER) == [Recipient(here, Role.CONTROLLER)]
    assert people.roles_of(7) == people.roles_of(8) == {Role.CONTROLLER}


def test_two_holders_are_both_told() -> None:
    other = holder(9)

    assert [r.holder for r in cast(KARIN, other).told(Role.CONTACT)] == [KARIN, other]


def test_the_case_s_own_people_have_their_roles_from_the_case() -> None:
    petra, stig = holder(10, None, ""), holder(11, None, "")

    here = cast(KARIN, submitter=stig, manager=petra)

    assert here.roles_of(10) == {Role.PROJECT_MANAGER}
    assert here.roles_of(11) == {Role.SUBMITTER}
    assert [r.holder.person_id for r in here.told(Role.PROJECT_MANAGER)] == [10]


def test_somebody_may_have_several_roles_in_a_case() -> None:
    here = cast(KARIN, submitter=KARIN)

    assert here.roles_of(KARIN.person_id) == {Role.CONTACT, Role.SUBMITTER}


def test_a_submitter_or_project_manager_who_is_gone_is_no_vacancy() -> None:
    here = cast(MANNE, SANNA)

    assert here.told(Role.SUBMITTER) == []
    assert here.told(Role.PROJECT_MANAGER) == []


def test_a_submitter_who_is_away_gets_the_letter_all_the_same() -> None:
    stig = away(holder(11, None, ""))

    assert [r.holder.person_id for r in cast(submitter=stig).told(Role.SUBMITTER)] == [11]


def test_a_stranger_has_no_role() -> None:
    assert cast(KARIN, DISA, MANNE, SANNA).roles_of(99) == set()
