### What a file check found, in sentences, with the verbs of the repairs.

findings-title = File check
findings-copy = Copy all findings
findings-none = Nothing to mend: the file check found no problem.
findings-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
findings-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
findings-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
findings-alike = { $count } places like this · { $code }
findings-more = Show { $count } more
findings-line = line { $line }
findings-path = { $code } at { $path }
