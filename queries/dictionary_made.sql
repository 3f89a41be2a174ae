-- The data dictionary, third part: what the rules make of a release. Derived: it can be made again at any time.

-- name: cut_point_made
-- grain: none
-- Cut-points of England's authorities.
comment on table cut_point_made is 'Cut-points of England''s authorities.';
comment on column cut_point_made.release is 'The release it was made of.';
comment on column cut_point_made.edition is 'The edition of reference data and rules it was made by.';
comment on column cut_point_made.kpi is 'The KPI.';
comment on column cut_point_made.period is 'Source year, the year the period ends in.';
comment on column cut_point_made.existing is 'Authorities that existed that year.';
comment on column cut_point_made.counted is 'Of these, those with a value.';
comment on column cut_point_made.coverage is 'counted ÷ existing.';
comment on column cut_point_made.enough is 'Whether coverage reaches the cut-off; else there are no cut-points.';
comment on column cut_point_made.england is 'England''s published figure.';
comment on column cut_point_made.q25 is 'Lower quartile in goodness, type 7; empty for context KPIs.';
comment on column cut_point_made.q50 is 'Median in goodness.';
comment on column cut_point_made.q75 is 'Upper quartile in goodness.';
comment on column cut_point_made.lowest is 'Lowest value.';
comment on column cut_point_made.v25 is 'Lower quartile in value.';
comment on column cut_point_made.v50 is 'Median in value.';
comment on column cut_point_made.v75 is 'Upper quartile in value.';
comment on column cut_point_made.highest is 'Highest value.';
comment on column cut_point_made.iqr is 'Interquartile range, in the KPI''s unit.';

-- name: funnel_made
-- grain: none
-- Centre and widening of the funnel.
comment on table funnel_made is 'Centre and widening of the funnel.';
comment on column funnel_made.release is 'The release it was made of.';
comment on column funnel_made.edition is 'The edition of reference data and rules it was made by.';
comment on column funnel_made.kpi is 'The KPI.';
comment on column funnel_made.period is 'Source year, the year the period ends in.';
comment on column funnel_made.chance is 'proportion or events.';
comment on column funnel_made.n is 'Authorities with counts.';
comment on column funnel_made.target is 'All cases over all bases, on the steadied scale.';
comment on column funnel_made.phi is 'Mean squared z after winsorising; 1 is what chance alone would give.';
comment on column funnel_made.tau2 is 'Variance between authorities beyond chance, on the steadied scale.';

-- name: position_made
-- grain: none
-- What the rules say about a published figure.
comment on table position_made is 'What the rules say about a published figure.';
comment on column position_made.release is 'The release it was made of.';
comment on column position_made.edition is 'The edition of reference data and rules it was made by.';
comment on column position_made.kpi is 'The KPI.';
comment on column position_made.period is 'Source year, the year the period ends in.';
comment on column position_made.area is 'The area.';
comment on column position_made.value is 'As published.';
comment on column position_made.status is 'As published.';
comment on column position_made.note is 'As published.';
comment on column position_made.numerator is 'As published.';
comment on column position_made.denominator is 'As published.';
comment on column position_made.year_label is 'As published.';
comment on column position_made.measure is 'As published.';
comment on column position_made.place is 'As published.';
comment on column position_made.kind is 'Kind of area.';
comment on column position_made.region is 'Region of the area; a region is in its own.';
comment on column position_made.polarity is 'Which end is good: high, low, or context.';
comment on column position_made.decimals is 'Decimals it is compared at.';
comment on column position_made.goodness is 'The value turned so that more is better; empty for context KPIs.';
comment on column position_made.rank is 'Among England''s authorities: 1 is the best, ties share the best.';
comment on column position_made.out_of is 'How many were ranked.';
comment on column position_made.regional_rank is 'Among the region''s authorities: 1 is the best.';
comment on column position_made.regional_out_of is 'How many of the region were ranked.';
comment on column position_made.band is 'Quarter of England''s authorities, A best to D worst.';
comment on column position_made.regional_band is 'Quarter of the region''s authorities.';
comment on column position_made.context_side is 'For a context KPI: higher or lower than England by more than the cut-off.';
comment on column position_made.previous_value is 'The value of the consecutive earlier year.';
comment on column position_made.previous_period is 'That year.';
comment on column position_made.change is 'Value less previous value; empty across a break or a gap.';
comment on column position_made.meaningful is 'Change worth a word, in the KPI''s unit.';
comment on column position_made.direction is 'The change in words, where it exceeds what is meaningful.';
comment on column position_made.change_reason is 'Why no change or direction is stated.';
comment on column position_made.break_why is 'What changed, where a new series begins in between.';
comment on column position_made.england is 'England''s published figure.';
comment on column position_made.england_gap is 'Value less England''s.';
comment on column position_made.against_england is 'That gap in words: better, worse, higher, lower or about the same.';
comment on column position_made.region_value is 'The region''s published figure.';
comment on column position_made.region_value_kind is 'published.';
comment on column position_made.region_n is 'Authorities of the region with a value.';
comment on column position_made.region_gap is 'Value less the region''s.';
comment on column position_made.against_region is 'That gap in words.';
comment on column position_made.signal is 'worse and worsening, or better and improving, against England.';
comment on column position_made.interval_low is 'Lower end of the 95% interval, in the KPI''s unit; empty without counts.';
comment on column position_made.interval_high is 'Upper end of it.';
comment on column position_made.interval_method is 'Wilson or Byar, with the confidence.';
comment on column position_made.funnel_low is 'Lower funnel limit at the authority''s own base, widened for overdispersion.';
comment on column position_made.funnel_high is 'Upper funnel limit.';
comment on column position_made.z is 'Distance from the centre of the funnel in widened standard errors.';
comment on column position_made.more_than_chance is 'high or low, where it lies outside the funnel.';
comment on column position_made.spot is 'Place on the spine: 0 worst or lowest, 0.5 England, 1 best or highest.';
comment on column position_made.spot_region is 'The region''s place on the spine.';
comment on column position_made.spot_q25 is 'Place of the quartile nearer the worst or lowest end.';
comment on column position_made.spot_q75 is 'Place of the quartile nearer the best or highest end.';
comment on column position_made.spot_low is 'Place of the interval''s end nearer the worst or lowest.';
comment on column position_made.spot_high is 'Place of the interval''s other end.';

-- name: theme_made
-- grain: none
-- Regional themes.
comment on table theme_made is 'Regional themes.';
comment on column theme_made.release is 'The release it was made of.';
comment on column theme_made.edition is 'The edition of reference data and rules it was made by.';
comment on column theme_made.kpi is 'The KPI.';
comment on column theme_made.period is 'Source year, the year the period ends in.';
comment on column theme_made.region is 'The region.';
comment on column theme_made.polarity is 'Which end is good: high, low, or context.';
comment on column theme_made.existing is 'Authorities of the region that existed that year.';
comment on column theme_made.counted is 'Of these, those with a value.';
comment on column theme_made.coverage is 'counted ÷ existing.';
comment on column theme_made.enough is 'Whether coverage reaches the cut-off; else there is no theme.';
comment on column theme_made.region_value is 'The region''s published figure.';
comment on column theme_made.england is 'England''s published figure.';
comment on column theme_made.level is 'Region less England, turned towards good, in interquartile ranges of England''s authorities.';
comment on column theme_made.level_basis is 'What the region''s figure is: published.';
comment on column theme_made.n_banded is 'Authorities of the region with a band.';
comment on column theme_made.n_worst is 'Of these, in England''s worst quarter.';
comment on column theme_made.n_best is 'Of these, in England''s best quarter.';
comment on column theme_made.worst_share is 'n_worst ÷ n_banded; chance would put 0.25 there.';
comment on column theme_made.best_share is 'n_best ÷ n_banded.';
comment on column theme_made.n_moved_of is 'Authorities whose change is stated.';
comment on column theme_made.n_improved is 'Of these, improved by more than what is meaningful.';
comment on column theme_made.n_worsened is 'Of these, worsened by more than it.';
comment on column theme_made.worsened_share is 'n_worsened ÷ n_moved_of.';
comment on column theme_made.improved_share is 'n_improved ÷ n_moved_of.';
comment on column theme_made.region_change is 'The region''s change, turned towards good, in the KPI''s unit.';
comment on column theme_made.england_change is 'England''s change, turned towards good.';
comment on column theme_made.spread is 'Interquartile range of the region''s authorities ÷ England''s.';
comment on column theme_made.kind is 'Kind of theme, the first whose rule is met; empty where there is none.';
comment on column theme_made.no_theme_reason is 'Why there is none.';
comment on column theme_made.breadth_distance is 'How far the share that made the theme lies from a quarter.';
comment on column theme_made.theme_order is 'Place among the region''s themes of that year, 1 first.';
