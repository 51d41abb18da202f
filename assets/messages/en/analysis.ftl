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
undefined-benchmark = It is not defined, because the benchmark does not say how large the industry is.
undefined-industry-absent = There is no location quotient, because the benchmark has none of the industry.
undefined-no-parent = There is no location quotient, because the file names no larger region for this one.

undefined-no-industry = It is not defined, because none of the region’s industries is published.
undefined-no-groups = It is not defined, because not every industry belongs to a larger one. Name a parent for each in the header.
undefined-one-industry = It is not defined for a single industry.
undefined-not-part = It is not defined, because the region is no part of its benchmark.
undefined-rest-empty = It is not defined, because nothing is left of the benchmark without the region.
undefined-nobody = It is not defined, because nobody works in the industry in these regions.
undefined-no-plants = It is not defined, because no member with employees names the industry as its first.
undefined-one-plant = It is not defined, because one plant holds all of the industry.
undefined-one-region = It is not defined, because one region holds all jobs.
undefined-nothing-present = It is not defined, because no location quotient here reaches 1.
undefined-outside-part = It is not defined, because this hangs together with few others; only the largest part has an order.
undefined-too-few = It is not defined, because fewer than three regions or industries hang together.
undefined-no-part = It is not defined, because the regions fall into parts of equal size.
undefined-not-unique = It is not defined, because two orders are equally good.
undefined-new-industry = It is not defined, because the benchmark had none of the industry at the start.
undefined-no-start = It is not defined, because the region had none of the industry at the start.
undefined-no-other = It is not defined, because the industry is found with no other.

## Reservations.

flag-totals-incomplete = A total was added up from the published values only; some are not published.
flag-benchmark-is-sum = The benchmark is the sum of the regions in this file.
flag-not-published = The value is not published.
flag-missing = The file has no value for it.
flag-few-establishments = It rests on fewer than three establishments.
flag-few-jobs = It rests on fewer than fifty jobs.
flag-no-establishments = The file holds no establishments here, so there is no interval.
flag-exceeds-total = The value is larger than the total of the region: check the source.
flag-some-not-published = Some of what it counts over is not published and left out.
flag-counted-as-absent = Location quotients that are not known count as absent here.
flag-largest-part-only = The regions fall into parts that have nothing in common; only the largest part has a complexity.
flag-complexity-undefined = There is no single order of complexity here.
flag-new-industry = The benchmark had none of the industry at the start, so all of it counts as the region’s own.
flag-region-without-base = A region has some of the industry and no jobs in all; it is left out.

## Benchmarks.

benchmark-sum = Sum of the regions in the file
benchmark-parent = Each region’s own country

## Formulas in words. Every number that a formula was computed from stands in its sentence.

formula-location-quotient = Location quotient { $value }: the share of { $industry } in { $region } divided by its share in { $benchmark }.
formula-value = { $industry } in { $region }: { $value }, as the file says.
formula-region-share = { $value } of { $region } is in { $industry }.
formula-cagr = { $industry } in { $region } changed by { $value } a year, from { $from } to { $to } in { $years } years.
formula-krugman = Krugman index { $value }: so far are the { $industries } industries of { $region } with { $total } in all from their shares in { $benchmark }, summed up; 0 mirrors it, 2 has nothing in common.
formula-krugman-rest = Krugman index { $value } against { $benchmark } without { $region }: the gaps between the shares of { $industries } industries, summed up; { $rest } are left there beside its { $total }.
formula-hhi = Herfindahl–Hirschman index { $value }: the squared shares of { $industries } industries in the { $total } of { $region }, summed up; 1 is a single industry.
formula-hhi-normalized = Herfindahl–Hirschman index { $value } on a scale from 0 (all { $industries } industries alike) to 1 (a single one) for { $region }.
formula-shannon-bits = Entropy { $value } bits: how evenly the { $total } of { $region } lie over { $industries } industries; 0 is a single one.
formula-effective-industries = { $region } is as varied as { $value } industries of equal size; { $industries } are compared.
formula-theil-relative = Theil index { $value } nats: how far the mix of { $region } over { $industries } industries is from that of { $benchmark }; 0 mirrors it.
formula-hachman = Hachman index { $value }: 1 where the mix of { $region } over { $industries } industries mirrors that of { $benchmark }, near 0 where they have little in common.
formula-variety-unrelated-bits = Unrelated variety { $value } bits: how evenly { $region } lies over { $groups } groups of industries.
formula-variety-related-bits = Related variety { $value } bits: how evenly { $region } lies over the industries within each of { $groups } groups.
formula-diversity = { $value } of { $industries } industries are present in { $region }: their location quotient is at least 1.
formula-eci = Complexity { $value } of { $region }: its place in the order in which { $regions } regions with alike mixes stand side by side, in standard deviations. It is a position, no quality.
formula-coi = Complexity outlook { $value } of { $region }: the complexity of the industries that it lacks, each weighted by how much of what it is found with is there; { $present } of { $industries } industries are present.
formula-hoover = Hoover index { $value }: the part of { $industry } that would have to move for it to be spread over { $regions } regions as all jobs are.
formula-location-gini = Location Gini { $value }: how unevenly { $industry } is spread over { $regions } regions beside all jobs; 0 is the same spread.
formula-gini = Gini coefficient { $value }: how unevenly the { $total } of { $industry } are spread over { $regions } regions, each counted alike.
formula-theil = Theil index { $value } nats: how unevenly the { $total } of { $industry } are spread over { $regions } regions, each counted alike.
formula-ellison-glaeser = Ellison–Glaeser index { $value } of { $industry }: whether its { $plants } plants stand together more than chance would put them (raw concentration { $concentration }, plant Herfindahl { $plant_herfindahl }, { $regions } regions). Below 0.02 is not very concentrated, above 0.05 highly.
formula-ubiquity = { $industry } is present in { $value } of { $regions } regions: its location quotient is at least 1 there.
formula-pci = Complexity { $value } of { $industry }: the mean place of the { $present } regions that it is present in, on the regions’ scale.
formula-national = { $value } of the change in { $industry } in { $region }: what its { $from } would have gained growing as all of { $benchmark } did.
formula-industry-mix = { $value } of the change in { $industry } in { $region }: what its { $from } gained because the industry grew otherwise than all of { $benchmark }.
formula-regional = { $value } of the change in { $industry } in { $region } from { $from } to { $to }: what neither all of { $benchmark } nor the industry explains.
formula-competitive = { $value } of the regional part of { $industry } in { $region }: what its own pace would have given with as many jobs as { $benchmark } would have there.
formula-allocation = { $value } of the regional part of { $industry } in { $region }: what its specialization adds to its pace.
formula-proximity = Proximity { $value } of { $industry } and { $other }: of the regions that have the more common of them, so many have both ({ $both } of { $most }).
formula-cosine = Cosine { $value } of the location quotients of { $industry } and { $other } over { $regions } regions; 1 is the same pattern.
formula-density = Density { $value }: so much of what { $industry } is found with is present in { $region }.
formula-cog = Outlook gain { $value }: what { $region } would gain in complexity within reach by { $industry }.
formula-ellison-glaeser-kerr = Coagglomeration { $value } of { $industry } and { $other }: whether they stand in the same of { $regions } regions more than all jobs do; 0 is what chance gives.
formula-leave-one-out = Location quotient { $value } by the jobs of { $members } members; { $left ->
    [0] without { $member } nothing would be left to form one of
   *[other] without { $member } it would be { $without }
}.

## What a rating of strength looks at.

rating-jobs = Size
rating-quotient = Location quotient
rating-focus = Share of region
rating-national-share = Share of industry
rating-establishments = Establishments
