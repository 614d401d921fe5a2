"""The table at the end: what happened, the figures with their n/N, whether the record holds."""

from __future__ import annotations

from townmoot import figures
from townmoot.cli.output import Out
from townmoot.cli.rehearsal.expect import at_the_end
from townmoot.cli.rehearsal.player import Player
from townmoot.record import today_of
from townmoot.record.check import verify_body


def _figures(player: Player, out: Out) -> None:
    body = player.stage.founding.body
    day = today_of(body)
    told = {}
    counting = figures.Counting(body, day)
    for definition in figures.definitions_for(body, day):
        found = figures.counted(definition.key, counting)
        no_answer = f"  ({found.missing} did not answer)" if found.missing else ""
        no_answer += f"  ({found.withheld} not released)" if found.withheld else ""
        title = str(definition.title)
        out.say(f"  {title:<44} {found.fraction:>8} {found.percent:>7} %{no_answer}")
        told[definition.key] = {"fraction": found.fraction, "percent": found.percent}
    out.tell(figures=told)


def verdict(player: Player, out: Out) -> int:
    """Print the table; 0 where every expectation of the plot and every entry holds, else 1."""
    facts = player.facts()
    out.say()
    for step, say in player.told:
        out.say(f"  {step.at:%m-%d %H:%M}  {say['en']}")
    out.say()
    _figures(player, out)
    found = verify_body(player.stage.founding.body)
    unmet = player.unmet + at_the_end(player.plot, player.stage)
    for one in player.passed_over:
        out.say(f"  passed over, since others had acted: {one}")
    if not found.holds:
        unmet.append(f"the record: entry {found.fault_position}: {found.fault}")
    out.say()
    line = "{steps} steps, {acts} acts over HTTP by {people} people in {seconds} s"
    out.say("  " + line.format(**facts))
    out.say("  {pages} pages read, 99 of 100 within {page_p99} s".format(**facts))
    for one in facts["slow_pages"]:
        out.say("    {what}: {count}, half within {p50} s, 99 of 100 within {p99} s".format(**one))
    if player.stage.crowd is not None:
        facts |= player.stage.crowd.facts()
        out.say("  {told} things told live to {most} who listened, {heard} times".format(**facts))
        unmet += player.stage.crowd.faults
    out.say(f"  record: {found.size} entries, root {found.root}")
    for one in unmet:
        out.problem(f"  DID NOT HOLD: {one}")
    out.say("  everything held" if not unmet else "")
    out.tell(**facts, entries=found.size, root=found.root, unmet=unmet)
    return 1 if unmet else 0
