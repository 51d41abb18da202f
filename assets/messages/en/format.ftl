### Errors while a region file is read or written.
