"""The states and steps as a diagram, drawn from the table itself: `stelsel subsidies diagram` writes it to docs."""

from pathlib import Path

from stelsel_admin.subsidies.transitions import ENDED, STATES, STEPS, TRANSITIONS, State

HEAD = """# The steps of a subsidy application

Written by `stelsel subsidies diagram` from `stelsel_admin.subsidies.transitions`; the numbers are those of the law's
table in the domain. *Withdrawn* can be reached from every state before the decision.

"""


def document() -> str:
    """The whole page, in Markdown with Mermaid."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    for step, rule in TRANSITIONS.items():
        if rule.after is State.WITHDRAWN:
            continue
        lines += [
            f"    {before.value} --> {rule.after.value}: {step.value} ({rule.number})" for before in sorted(rule.before)
        ]
    lines += [f"    {state.value} --> [*]" for state in sorted(ENDED)]
    lines += ["```", "", "| step | from | to | who | on the page |", "|---|---|---|---|---|"]
    for step, rule in TRANSITIONS.items():
        before = ", ".join(sorted(state.value for state in rule.before))
        who = rule.permission.value if rule.permission else "the system"
        lines.append(f"| {step.value} ({rule.number}) | {before} | {rule.after.value} | `{who}` | {STEPS[step]} |")
    lines += ["", "| state | on the page |", "|---|---|"]
    lines += [f"| {state.value} | {STATES[state]} |" for state in State]
    return HEAD + "\n".join(lines) + "\n"


def path() -> Path:
    """Where the page stands in the repository."""
    return Path(__file__).parents[3] / "docs" / "subsidy-steps.md"
