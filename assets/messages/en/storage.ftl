### Files on disk: why one was not read or saved, what to do, kept versions, copies for recovery.

storage-sentence = { $message } { $remedy } { $path }

## Reading

storage-missing = There is no such file.
storage-missing-remedy = Check its name and its folder.
storage-folder = This is a folder, not a file.
storage-folder-remedy = Choose a file in it.
storage-special = This is a device or a pipe, not a file.
storage-special-remedy = Choose a file.
storage-too-large = The file has { $size } MB; region files have at most { $limit } MB.
storage-too-large-remedy = Split it, or leave out what is not needed.
storage-denied = You are not allowed to read or write it.
storage-denied-remedy = Ask its owner, or choose another place.
storage-link-loop = The symbolic links lead in a circle.
storage-link-loop-remedy = Choose the file itself.
storage-dangling = This is a link to { $target }, where nothing is.
storage-dangling-remedy = Choose the file itself, or connect the disk that holds it.

## Saving

storage-read-only = The file is read-only.
storage-read-only-remedy = Save under another name.
storage-folder-read-only = You are not allowed to write to its folder.
storage-folder-read-only-remedy = Save in another folder.
storage-changed = The file was changed by another program since it was opened.
storage-changed-remedy = Compare first, save under another name, or overwrite it.
storage-deleted = The file was removed by another program since it was opened.
storage-deleted-remedy = Save it anew here or in another place.
storage-no-folder = The folder is not there any more.
storage-no-folder-remedy = Save in another folder.
storage-hard-links = The same file has { $others ->
    [one] { $others } other name
   *[other] { $others } other names
} on this disk.
storage-hard-links-remedy = Choose whether all names shall show the new content, or this one alone.
storage-full = The disk is full: { $needed } MB are needed, { $free } MB are left. The file is as it was.
storage-full-remedy = Make room, or save on another disk.
storage-full-unknown = The disk is full: { $needed } MB are needed. The file is as it was.
storage-full-unknown-remedy = Make room, or save on another disk.
storage-not-synced = The disk did not confirm what was written ({ $reason }). The file is as it was.
storage-not-synced-remedy = Save on another disk; this one may be failing.
storage-reads-differently = What was written reads differently from what was meant. The file is as it was.
storage-reads-differently-remedy = Save on another disk; this one may be failing.
storage-unchecked = The last step of saving could not be checked ({ $reason }).
storage-unchecked-remedy = Save in another place, or try again.
storage-damaged = Saving broke off half way, and the old content could not be put back.
storage-damaged-remedy = Save in another place now. Whole copies lie here: { $copies }.
storage-no-copy = The old content could not be set aside ({ $reason }), so the file was not touched.
storage-no-copy-remedy = Save under another name.
storage-other = The file could not be read or written ({ $reason }).
storage-other-remedy = Try again, or choose another place.

storage-reason-full = the disk is full
storage-reason-denied = not allowed
storage-reason-read-only = the disk is read-only
storage-reason-missing = not there

## Saved, with something to know

storage-may-not-survive = Saved, but it may not survive a power cut: the disk did not confirm the folder ({ $reason }).
storage-version-not-kept = Saved, but the version before was not kept ({ $reason }).
storage-link-broken = Saved under this name; { $others ->
    [one] { $others } other name
   *[other] { $others } other names
} of the file still show the old content.
storage-owner-not-kept = Saved, but the file now belongs to you.

## Kept versions

versions-damaged = This kept version is damaged. The others are not touched.

## Copies for recovery

recovery-not-stored = Unsaved changes cannot be kept for a crash ({ $reason }). Save often. { $path }
recovery-unusable = A copy of unsaved changes is damaged and was set aside. { $path }
recovery-foreign = A file of another program lay among the copies of unsaved changes and was set aside. { $path }
recovery-fell-back = The latest copy is damaged; this is the one before.
recovery-suspect = The program ended while it read this copy. It is not read again by itself.
recovery-partial = The copy was read, but some of its features are broken. The file check lists them.
recovery-unread = The copy cannot be read: { $message } It was set aside. { $path }
recovery-unnamed = Unsaved region file

## Settings

settings-reset = The settings could not be read and are those of the first start. The old ones lie here: { $path }
settings-fixed = Some settings made no sense and are those of the first start. The old ones lie here: { $path }
settings-not-kept = The settings could not be read and are those of the first start ({ $reason }). { $path }
