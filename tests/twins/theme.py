"""Regional themes, the long way, from what the twin of the chain says."""

from tests.twins.position import Judge, Key, judged
from tests.twins.world import World


def themes(world: World) -> dict[tuple, dict]:
    """Every theme, or the reason for none, keyed by scope, source, KPI, period and region."""
    judge, said = Judge(world), judged(world)
    answers: dict[tuple, dict] = {}
    for key, row in judge.rows.items():
        place = (*key[:4], row["region"])
        if row["region"] is None or row["kind"] not in ("authority", "region") or place in answers:
            continue
        if key[1] == "returned" and (key[2], key[3]) not in judge.year:
            continue
        local = judge.local(*place)
        if local["existing"] > 0:
            answers[place] = _parts(world, judge, said, place, row["source_year"], local)
    for place, answer in answers.items():
        _name(world, judge.kpis[place[2]], answer)
    _order(judge, answers)
    return answers


def _parts(world: World, judge: Judge, said: dict[Key, dict], place: tuple, year: int | None, local: dict) -> dict:
    _, source, name, period, region = place
    kpi = judge.kpis[name]
    turn = -1 if kpi["polarity"] == "low" else 1
    england = judge.england(name, year)
    mine = [
        said[key]
        for key, row in judge.rows.items()
        if key[:4] == place[:4] and row["region"] == region and row["kind"] == "authority"
    ]
    bands = [one["band"] for one in mine if one["band"]]
    moved = [one["direction"] for one in mine if one["direction"]]
    changes = [one["change"] for one in mine if one["change"] is not None]
    if source == "published":
        change = said.get((*place[:4], region), {}).get("change")
        before = period - 1
    else:
        change = sum(changes) / len(changes) if changes else None
        before = judge.year.get((name, period - 1))
    england_change = None
    if year is not None and before == year - 1:
        england_change = said.get(("", "published", name, year, "england"), {}).get("change")
    answer = {"existing": local["existing"], "counted": local["counted"], "enough": local["enough"], "level": None, "spread": None}
    answer |= {"region_value": local["value"], "level_basis": local["kind"], "england": england["england"]}
    if england["cuts"] and england["iqr"] > 1e-9:
        if local["value"] is not None and england["england"] is not None:
            answer["level"] = turn * (local["value"] - england["england"]) / england["iqr"]
        if local["cuts"]:
            answer["spread"] = local["iqr"] / england["iqr"]
    answer |= {"n_banded": len(bands), "n_worst": bands.count("D"), "n_best": bands.count("A")}
    answer |= {"n_moved_of": len(moved), "n_improved": moved.count("improving"), "n_worsened": moved.count("worsening")}
    answer["region_change"] = None if change is None else turn * change
    answer["england_change"] = None if england_change is None else turn * england_change
    answer["national"] = england if england["existing"] or england["england"] is not None else None
    return answer


def _name(world: World, kpi: dict, answer: dict) -> None:
    cut, national = world.cutoffs, answer.pop("national")
    answer["kind"], answer["breadth_distance"], answer["no_theme_reason"] = None, None, None
    if not answer["enough"]:
        answer["no_theme_reason"] = f"{answer['counted']} of {answer['existing']} LAs have a value: under 75%"
    elif national is None:
        answer["no_theme_reason"] = "nothing is published to compare with"
    elif not national["enough"]:
        answer["no_theme_reason"] = f"{national['counted']} of England's {national['existing']} LAs have a value: under 75%"
    elif answer["level"] is None:
        answer["no_theme_reason"] = "the region or England has no value"
    if answer["no_theme_reason"]:
        return
    level, spread = answer["level"], answer["spread"]
    if kpi["polarity"] == "context":
        if abs(level) >= cut["context_level"] or spread >= cut["context_spread"]:
            answer["kind"], answer["breadth_distance"] = "context to understand", 0.0
        else:
            answer["no_theme_reason"] = "no rule is met"
        return
    worst, best = answer["n_worst"] / answer["n_banded"], answer["n_best"] / answer["n_banded"]
    moves = answer["n_moved_of"]
    lag = None
    if answer["region_change"] is not None and answer["england_change"] is not None:
        lag = round(answer["region_change"] - answer["england_change"], 9)
    counts = moves > 0 and moves >= cut["coverage_min"] * answer["existing"] and lag is not None
    if worst >= cut["theme_worst_share"] and level < 0:
        answer["kind"], answer["breadth_distance"] = "shared concern", worst - 0.25
    elif best >= cut["theme_best_share"] and level > 0:
        answer["kind"], answer["breadth_distance"] = "shared strength", best - 0.25
    elif counts and answer["n_worsened"] / moves >= cut["moved_share"] and lag < 0:
        answer["kind"], answer["breadth_distance"] = "worsening", max(abs(worst - 0.25), abs(best - 0.25))
    elif counts and answer["n_improved"] / moves >= cut["moved_share"] and lag > 0:
        answer["kind"], answer["breadth_distance"] = "improving", max(abs(worst - 0.25), abs(best - 0.25))
    elif spread >= cut["some_spread"] and worst >= cut["some_worst_share"]:
        answer["kind"], answer["breadth_distance"] = "concern for some", worst - 0.25
    elif best >= cut["leaning_best_share"] and worst <= cut["leaning_worst_share"] and level > 0:
        answer["kind"], answer["breadth_distance"] = "leaning to strength", best - 0.25
    else:
        answer["no_theme_reason"] = "no rule is met"


def _order(judge: Judge, answers: dict[tuple, dict]) -> None:
    for place, answer in answers.items():
        answer["theme_order"] = None
        if answer["kind"]:
            rivals = [other for other in answers if (other[:2], other[3:]) == (place[:2], place[3:]) and answers[other]["kind"]]
            ordered = sorted(
                rivals,
                key=lambda other: (
                    -round(answers[other]["breadth_distance"], 9),
                    -round(abs(answers[other]["level"]), 9),
                    judge.kpis[other[2]]["order"],
                ),
            )
            answer["theme_order"] = ordered.index(place) + 1
