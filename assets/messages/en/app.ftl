### The window itself: title, menu, commands, palette, dialogs, notices, settings, the empty state.
