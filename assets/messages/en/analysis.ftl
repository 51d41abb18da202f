### Names and explanations of measures, formulas in words.
