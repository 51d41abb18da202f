### Words inside the drawn picture: legends, titles, captions, sources.
