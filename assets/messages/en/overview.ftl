### Key figures of the open file.

overview-title = Overview
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
overview-mixing-few = few
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
