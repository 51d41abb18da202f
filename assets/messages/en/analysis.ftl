### Names and explanations of measures, formulas in words.

## How a number came about.

explain-inputs = { $industry }, { $year }: { $value } of { $total } { $unit } in { $region }, against { $benchmark_value } of { $benchmark_total } in { $benchmark }.
explain-inputs-undated = { $industry }: { $value } of { $total } { $unit } in { $region }, against { $benchmark_value } of { $benchmark_total } in { $benchmark }.
explain-inputs-not-published = { $industry }, { $year }: not published for { $region }, which has { $total } { $unit } in all; { $benchmark_value } of { $benchmark_total } in { $benchmark }.
explain-inputs-not-published-undated = { $industry }: not published for { $region }, which has { $total } { $unit } in all; { $benchmark_value } of { $benchmark_total } in { $benchmark }.
explain-quotient = Location quotient { $value }: the share in the region divided by the share in the benchmark.
explain-at-most = The location quotient is at most { $value }: the published totals leave no room for more. It takes no part in ranks.
explain-interval = With this many establishments it could by chance be anywhere in { $range } (95 % interval).

## Why there is no number.

undefined-not-published = There is no location quotient, because the value is not published.
undefined-missing = There is no location quotient, because the file has no value for it.
undefined-region-total = There is no location quotient, because the region’s total is not known.
undefined-region-empty = There is no location quotient, because the region’s total is zero.
undefined-benchmark = There is no location quotient, because the benchmark does not say how large the industry is.
undefined-industry-absent = There is no location quotient, because the benchmark has none of the industry.
undefined-no-parent = There is no location quotient, because the file names no larger region for this one.

## Reservations.

flag-totals-incomplete = A total was added up from the published values only; some are not published.
flag-benchmark-is-sum = The benchmark is the sum of the regions in this file.
flag-not-published = The value is not published.
flag-missing = The file has no value for it.
flag-few-establishments = It rests on fewer than three establishments.
flag-few-jobs = It rests on fewer than fifty jobs.
flag-no-establishments = The file holds no establishments here, so there is no interval.
flag-exceeds-total = The value is larger than the total of the region: check the source.

## Benchmarks.

benchmark-sum = Sum of the regions in the file
benchmark-parent = Each region’s own country
