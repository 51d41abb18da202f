### Key figures of the open file.

overview-title = Overview
overview-coming = The figures are being counted …
overview-stale = These are the figures of the choice before; those of the present one are being counted …
overview-untitled = Without a title
overview-coordinated = Coordinated by
overview-founded = founded { $year }
overview-clusters = Clusters
overview-members = { $count ->
    [one] member
   *[other] members
}
overview-members-note = { $count } without a tie
overview-members-filtered = of { $count }, filtered
overview-ties = { $count ->
    [one] tie
   *[other] ties
}
overview-ties-note = { $count } between regions
overview-regions = { $count ->
    [one] region
   *[other] regions
}
overview-regions-note = { $count } with members
overview-density = of all possible ties
overview-density-note = network density
overview-by-sphere = Members by sphere
overview-mixing = Who works with whom
overview-mixing-note = Ties found ÷ ties expected from each sphere's number of ties; 1 = chance
overview-mixing-cell = { $a } with { $b }: { $found } ties found, { $expected } expected
overview-coverage = How complete is the file
overview-coverage-placed = Placed at an address
overview-coverage-field = Field stated
overview-coverage-employees = Employees stated
overview-coverage-verified = Entry verified
overview-coverage-dated = Ties with a year
overview-coverage-cells = { $industry } published
overview-coverage-cells-year = { $industry } published, { $year }
overview-sources = Sources
overview-no-sources = The file names no sources.
overview-license = licence: { $license }
overview-license-missing = licence not stated
overview-retrieved = retrieved { $date }
overview-copy-address = Copy the address
overview-specialization = Specialization
overview-quotient = Location quotient
overview-no-statistics = The file has no statistics of regions.
overview-benchmark = Compared with { $benchmark }
overview-show-ranking = Show all regions

## How a figure came about.

explanation-of = How this came about: { $name }
explanation-source = Source
overview-fact-shown = Members that pass the filter
overview-fact-with-members = With members that are shown
overview-fact-industries = Industries
overview-fact-regions = Regions
overview-fact-coverage = Coverage
overview-fact-judged = Regions with all inputs
overview-explain-members-title = Members
overview-explain-members = The members of the file that pass the filter, each counted once.
overview-explain-alone = { $count ->
    [one] { $count } of them has no tie to another one that is shown.
   *[other] { $count } of them have no tie to another one that is shown.
}
overview-explain-unplaced = { $count ->
    [0] All members of the file have a place on the map.
    [one] { $count } member of the file has no place on the map and is counted all the same.
   *[other] { $count } members of the file have no place on the map and are counted all the same.
}
overview-explain-ties-title = Ties
overview-explain-ties = Pairs of members that share at least one link; each pair counts once, however many links it shares.
overview-explain-activities = { $count ->
    [one] They come from { $count } link or joint activity of the file.
   *[other] They come from { $count } links and joint activities of the file.
}
overview-explain-across = { $across } ties have their ends in two different regions; of { $unknown } the region of an end is not known.
overview-explain-regions-title = Regions
overview-explain-regions = The regions of the file that are ranked and mapped; countries that only serve for comparison are not counted.
overview-explain-density-title = Density of the network
overview-explain-density = Ties found, divided by all ties that these members could have with each other.
overview-explain-density-inputs = { $ties } ties of { $possible } possible ones between { $members } members.
overview-employment = Employment of the members
overview-employment-coverage = stated by { $known } of { $count }
overview-explain-employment = The sum of the employees that the members state.
overview-explain-employment-doubt = Members that do not state their size are left out, so the true number is higher.

## The field of the cluster.

overview-field = The field
overview-field-jobs = In the field, in { $unit }
overview-field-quotient = Location quotient of the field
overview-field-strong = Strong regions
overview-field-unjudged = not known
overview-field-scheme = after Delgado, Porter & Stern
overview-field-coverage = { $known } of { $count } regions published
overview-field-change = { $change } since { $year }
overview-field-before = { $value } in { $year }
overview-explain-jobs = The sum over the industries of the cluster’s field; an industry that is part of another one of them is counted once.
overview-explain-place-members = Added up over the regions in which members that are shown have their place.
overview-explain-place-all = Added up over all regions of the file.
overview-explain-change = From { $from } to { $to }: { $before } to { $after } { $unit }, over the { $count } regions published in both years.
overview-explain-quotient = { $value } of { $total } { $unit } in these regions, against { $all } of { $everything } in { $benchmark }.
overview-explain-strong = Strong by the rule of Delgado, Porter and Stern: a location quotient in the top quarter and at least 1, and not among the smallest quarter by jobs or by establishments.
overview-explain-strong-unknown = The rule is applied to the industry in focus. A region of which an input is not published is not judged.

## What changed.

overview-change = What changed
overview-change-years = { $from } to { $to }
overview-change-jobs = In the field
overview-change-regions = { $count ->
    [one] in { $count } region published in both
   *[other] in { $count } regions published in both
}
overview-change-members = Members
overview-change-ties = Ties
overview-change-came-went = { $came } came, { $went } went
overview-change-undated = not dated in the file

## What the file says of itself, as fields.

file-edit = Region file
file-edit-done = Show the overview
file-group-texts = Title and description
file-title = Title
file-summary = Description
file-language = Language
file-language-hint = such as en or sv-SE
file-group-sources = Sources
file-source-name = Source
file-source-url = Address
file-source-url-hint = https://…
file-source-license = License
file-source-license-hint = such as CC BY 4.0
file-source-retrieved = Retrieved
file-source-retrieved-hint = a year or a day
file-source-remove = Remove this source
file-source-add = Add a source
file-add-hint = its name, then Enter
file-group-clusters = Clusters and own fields
file-clusters-note = The industries of a cluster are its field. A field of your own is a cluster without members: name it and add its industries.
file-cluster-name = Cluster
file-cluster-summary = Description
file-cluster-organization = Coordinated by
file-cluster-nobody = not stated
file-cluster-remove = Remove this cluster
file-cluster-add = Add a cluster
file-group-industries = Industries
file-industry = Industry
file-industry-name = Name of the industry
file-industry-new = A new industry needs a code and a name. Numbers of regions for it are added in their grid.
file-industry-code = New code
file-industry-new-name = New name
file-industry-parent = Part of
file-industry-missing = Give a code and a name first
file-industry-add = Add the industry
