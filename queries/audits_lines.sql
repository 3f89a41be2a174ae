-- Reference rows of the lines of enquiry that should not exist: such a row is never shown, or its line says nothing.

-- name: line_words_of_no_kind
-- grain: kind, subject
-- Words offered for a kind of line that there is not, or a kind for which no words are offered.
select
    coalesce(line_template.kind, line_kind.kind) as kind,
    line_template.subject,
from line_template
full join line_kind on line_kind.kind = line_template.kind
where line_kind.kind is null or line_template.kind is null;

-- name: line_pair_of_no_figure
-- grain: pair
-- A pair whose KPI is not known, that reads a figure beside itself, or that says again what another pair says.
select line_pair.pair,
from line_pair
left join kpi as leading_kpi on leading_kpi.kpi = line_pair.kpi
left join kpi as other_kpi on other_kpi.kpi = line_pair.other_kpi
left join line_pair as twin
    on twin.pair <> line_pair.pair
    and (
        (
            (twin.kpi, twin.side, twin.other_kpi, twin.other_side)
            = (line_pair.kpi, line_pair.side, line_pair.other_kpi, line_pair.other_side)
        )
        or (
            (twin.kpi, twin.side, twin.other_kpi, twin.other_side)
            = (line_pair.other_kpi, line_pair.other_side, line_pair.kpi, line_pair.side)
        )
    )
where
    leading_kpi.kpi is null or other_kpi.kpi is null or line_pair.kpi = line_pair.other_kpi or twin.pair is not null
group by line_pair.pair;

-- name: line_caveat_without_words
-- grain: kpi, caveat
-- A caveat that hangs on a KPI that is not known, or that nothing is said of.
select
    line_kpi_caveat.kpi,
    line_kpi_caveat.caveat,
from line_kpi_caveat
left join kpi using (kpi)
left join line_caveat using (caveat)
where kpi.kpi is null or line_caveat.caveat is null;
