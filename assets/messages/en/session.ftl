# What is explored: the words of the picture that follow from the choices made.

session-location-quotient = Location quotient
session-links-of-kind = Ties: { $kind }
session-links-of = of { $name }
session-choropleth-note = 1 = share of the jobs in { $benchmark }
session-benchmark-parent = the region’s own country

# Files on disk.

storage-missing = There is no such file: { $path }
storage-folder = This is a folder, not a file: { $path }
storage-special = This is not a regular file and cannot be opened: { $path }
storage-too-large = The file has { $size } MB; region files have at most { $limit } MB: { $path }
storage-denied = You are not allowed to read or write it; choose another place or ask its owner: { $path }
storage-read-only = The file is marked read-only; save under another name: { $path }
storage-changed = The file was changed by another program since it was opened; overwrite it or save under another name: { $path }
storage-deleted = The file was removed since it was opened; save it under another name: { $path }
storage-no-folder = The folder is not there any more; save in another folder: { $path }
storage-full = the disk is full
storage-other = The file could not be read or written ({ $reason }): { $path }
