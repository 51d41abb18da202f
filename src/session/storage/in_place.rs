//! Writes over a file itself, so that all its names show the new content. Half-written states exist while it does, so a copy of
//! the old content is kept and checked before; everything else is saved by `protocol` without ever being half there.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::error::{StorageError, explain_writing};
use super::protocol::{Target, check_again, content, keep_version};
use super::vfs::{Access, FileFacts, Vfs};
use super::whole::write_all;
use super::{FileIdentity, SaveOptions, Saved};

/// Saves into the file itself.
///
/// # Errors
/// When no copy of the old content could be kept, or the file cannot be written; the old content is then put back, and where even
/// that fails the error names the kept copy.
pub(super) fn save<V: Vfs>(
    files: &V,
    target: &Target,
    bytes: &[u8],
    options: &SaveOptions<'_>,
) -> Result<Saved, StorageError> {
    let no_copy = |error| StorageError::NoCopyKept(target.shown.clone(), error);
    let kept = keep_version(files, target, options).map_err(no_copy)?;
    let (Some(kept), Some(old)) = (kept, &target.old) else {
        return Err(no_copy(ErrorKind::Unsupported.into()));
    };
    if content(files, &kept.path, old.len()).map_err(no_copy)?.as_ref() != Some(old) {
        return Err(no_copy(ErrorKind::InvalidData.into()));
    }
    check_again(files, target, options)?;
    if let Err(error) = write_over(files, &target.place, bytes, None) {
        if write_over(files, &target.place, old, None).is_ok() {
            return Err(explain_writing(&target.shown, error, bytes.len() as u64));
        }
        return Err(StorageError::Damaged {
            path: target.shown.clone(),
            copies: vec![kept.path],
        });
    }
    let facts = files
        .facts(&target.place)
        .map_err(|error| StorageError::Unchecked(target.shown.clone(), error))?;
    Ok(Saved {
        identity: FileIdentity::of(&facts, bytes),
        place: target.place.clone(),
        kept: Some(kept),
        warnings: Vec::new(),
    })
}

/// Writes over what stands there, or makes it anew with the permissions of what stood there, waits for the disk, and reads it again.
pub(super) fn write_over<V: Vfs>(files: &V, place: &Path, bytes: &[u8], like: Option<&FileFacts>) -> io::Result<()> {
    let mut file = match files.open_existing(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let file = files.open_new(place, Access::Private)?;
            if let Some(mode) = like.and_then(|facts| facts.mode) {
                files.set_mode(&file, mode)?;
            }
            file
        }
        opened => opened?,
    };
    write_all(files, &mut file, bytes)?;
    files.set_length(&file, bytes.len() as u64)?;
    files.sync(&file)?;
    drop(file);
    if content(files, place, bytes.len())?.as_deref() == Some(bytes) {
        Ok(())
    } else {
        Err(ErrorKind::InvalidData.into())
    }
}
