### The command line: help, progress and results.

## What is wrong with a command.

cli-see-help = Run “cluster-atlas help” for what can be asked.
cli-unknown-command = There is no command “{ $command }”.
cli-unknown-option = There is no option “{ $option }” here.
cli-missing-value = The option “{ $option }” needs a value after it.
cli-no-value = The option “{ $option }” takes no value.
cli-option-twice = The option “{ $option }” is given twice.
cli-not-text = The value of “{ $option }” is not readable text.
cli-not-one-of = “{ $value }” is no choice for { $option }. Choose one of: { $choices }.
cli-not-in-file = The file has no “{ $value }” for { $option }. It has: { $choices }.
cli-not-a-number = { $option } cannot be “{ $value }”. Give { $wanted }.
cli-number-year = a year of four digits or fewer, such as 2019
cli-number-whole = a whole number from 0 on
cli-number-from-one = a whole number from 1 on
cli-number-km = a length in km above 0, such as 2.5
cli-number-radii = distances in km from 0 on, separated by commas, such as 1,2.5,5
cli-bad-threads = “{ $value }” is no number of threads: give 1 or more.
cli-no-file = Name a region file, or - for standard input.
cli-too-many-files = This command takes one file; “{ $file }” is one too many.
cli-two-files = Name two region files: the old one and the new one.
cli-edit-json = The edits are no JSON: { $reason }. Write one edit or a list of them; see “cluster-atlas help save-as”. { $file }
cli-edit-refused = Edit { $number } was refused. { $message } Nothing was written. { $file }
cli-no-output = Say where to write with --output.
cli-no-span = The last year must come after the first: choose them with --from and --to.
cli-metrics-no-table = Say which table with --table. There is: { $choices }.
cli-picture-format = “{ $file }” is no picture that can be written: its name must end in .png or .svg.
cli-picture-size = A picture of { $size } pixels cannot be made: each side is 1 to { $side } pixels, the scale 0.25 to 8.
cli-picture-memory = There is not enough memory for a picture of { $size } pixels. Ask for a smaller one.
cli-bad-scale = --scale cannot be “{ $value }”. Give a number of 0.25 to 8, such as 2.
cli-bad-size = “{ $value }” is no size: give width and height in pixels, such as 1920x1080.
cli-bad-bounds = “{ $value }” are no bounds: give west, south, east and north in degrees, such as 11.5,55.1,13.5,56.3.

## What is wrong with files.

cli-surprise = The program met something that it cannot compute with, and nothing was written. Look at the file with “check”, and send it to those who make the program.
cli-cannot-read = The file cannot be read. { $reason }
cli-cannot-read-remedy = Check its name, that it is a file and not too large, and that you may open it.
cli-refused = { $message } { $remedy } { $file }
cli-cannot-write = The result was not written: { $reason }. Choose another place with --output. { $file }
cli-not-written = The result was not written. { $message } { $remedy } { $file }
cli-no-statistics = The file has no statistics of regions, so there is nothing to compute. Add them under “data” of its regions.
cli-no-outlines = The file has no outlines of regions, so neighbors cannot be found. Add a polygon to each region.
cli-no-places = No member that was asked for has a place, so there is nothing to compute. Give members a point, or ask for others with --cluster or --industry.
cli-table-refused = { $message } { $file }
cli-one-year = The file has numbers for one year at most, so there is no change to take apart. Add those of another year to its regions.
cli-one-place = Fewer than two members that were asked for have a place, so there is no distance. Give more members a point, or ask for others with --cluster or --industry.
cli-no-bandwidth = All members lie on one place, so a bandwidth cannot be chosen from them. Give one with --bandwidth.
cli-too-many-cells = The cells are too small for this extent. Give a larger one with --cell.
cli-stopped = The computation was stopped.

## Results of check.

cli-error = error
cli-warning = warning
cli-note = note
cli-check-summary = { $file }: { $regions ->
    [one] { $regions } region
   *[other] { $regions } regions
}, { $clusters ->
    [one] { $clusters } cluster
   *[other] { $clusters } clusters
}, { $members ->
    [one] { $members } member
   *[other] { $members } members
}, { $links ->
    [one] { $links } link
   *[other] { $links } links
}; { $findings ->
    [0] nothing found
    [one] { $findings } finding
   *[other] { $findings } findings
}.

## Notes of metrics.

cli-scheme-us = Strong: after Delgado, Porter & Stern; top quarter by location quotient, at least 1, not in the smallest quarter by jobs or establishments. Thresholds adjustable.
cli-scheme-eco-2007 = Stars: after the European Cluster Observatory 2007–2013; size and focus in the top tenth, location quotient at least 2, from 1000 jobs. Thresholds adjustable.
cli-scheme-custom = Stars: the reader’s own rule; one for each chosen dimension in which a region reaches the quantile, from the named location quotient. Strong where it has all of them.
cli-scheme-eu-10 = Stars: after Sölvell, Ketels & Lindqvist 2008; more than 10 000 jobs, location quotient at least 2, more than 3 % of the region.

cli-note-empty = Some cells are empty. { $reason }
cli-note-other-benchmark = The benchmark may have numbers for another year: choose one with --year. Or compare with something else with --benchmark: header, sum, parent or a region’s id.
cli-note-no-links = No link runs in { $year }, so nobody is tied to anybody. Leave out --year for all links.
cli-note-far-radii = Beyond { $km } km, a quarter of the shorter side of the area, K and L rest on the correction of the edge more than on the members.
cli-note-no-employees = M is empty: fewer than two members with a place state their employees.
cli-note-plants = Plants are the members with employees, each counted in the industry that it names first.
cli-note-relatedness = Density says what is found together elsewhere: an association, not tested against entries between years.

## Help.

cli-help = Cluster Atlas: maps economic clusters from one region file.
    {""}
    cluster-atlas [FILE]             opens the window, or hands the file to the one that is open
    cluster-atlas --new-window FILE  opens a window of its own
    cluster-atlas check FILE…        lists what is wrong in region files
    cluster-atlas metrics FILE       writes a table of numbers
    cluster-atlas render FILE        draws a picture
    cluster-atlas save-as FILE       applies edits and saves, byte for byte
    cluster-atlas diff OLD NEW       says what changed between two files
    cluster-atlas version [--json]   says which version this is
    cluster-atlas help [COMMAND]     explains a command
    {""}
    Every command takes --quiet and --threads N. A file may be - for standard input.
    Status: 0 done; 1 done, errors found or files differ; 2 wrong usage; 3 refused or not written.
cli-help-check = cluster-atlas check FILE… [--format text|json] [--output F]
    {""}
    Reads region files and lists what is wrong in them, with line, column and remedy.
    Ends with status 1 where a finding is an error, 3 where a file was refused.
cli-help-metrics = cluster-atlas metrics FILE --table T [--year Y] [--from Y --to Y] [--measure M] [--industry CODE] [--cluster ID]
        {"["}--level L] [--benchmark header|sum|parent|REGION] [--scheme us|eco-2007|eu-10|custom] [--limit N]
        {"["}--format csv|json] [--output F]
    {""}
    Writes one table of numbers. Tables: { $tables }.
    Without --year the last year; without --industry all industries that have no parts; with --cluster those of its field.
    Regions are compared with the benchmark of the file’s header, else with the sum of the regions in the file.
    What is undefined or not published is empty in CSV and null in JSON.
    Concentration of values: autocorrelation, hotspots [--value lq|value] [--weights queen|rook|knn:K|band:KM] [--permutations P] [--seed N]
    Concentration of members: points, distance-functions [--radii KM,KM,…] [--correction isotropic|translation|none],
        footprints [--eps KM] [--min-points N], density [--cell KM] [--bandwidth KM] [--kernel gaussian|epanechnikov|quartic]
cli-help-render = cluster-atlas render FILE --output F.png|F.svg [--scene ID|TITLE] [--size WxH] [--scale S]
        {"["}--theme light|dark|projector] [--bounds W,S,E,N] [--layers members,links,regions,labels,basemap]
    {""}
    Draws the map as on screen, without a display.
cli-help-save-as = cluster-atlas save-as FILE --output F.geojson [--edit E.json]…
    {""}
    Opens a region file, applies edits and saves it. What no edit touches stays byte for byte as it was; without an edit the
    output equals the input. E.json is one edit or a list of them, or - for standard input; nothing is written where one is
    refused. Things are named by their id, or by {"{"}"feature": N{"}"}, their position in the file from 0.
    {""}
    Every edit, by an example:
cli-help-diff = cluster-atlas diff OLD NEW [--format text|json] [--output F]
    {""}
    Says what changed from one region file to another: who joined, left, moved or was renamed, which fields, ties and numbers
    changed. Ends with status 1 where something did, 0 where the files differ at most in how they spell the same.
cli-help-version = cluster-atlas version [--json]
    {""}
    Says which version this is; as JSON also the format version, features and build.
cli-help-help = cluster-atlas help [COMMAND]
    {""}
    Explains a command.
