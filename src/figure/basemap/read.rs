//! Reads the container of the basemap: header, directory, packed parts, and the variable-length numbers inside them.
//!
//! Nothing here trusts a length or a count: every read is checked, and memory is only taken for bytes that are there.
//! What the parts mean is told in `tile` and `places`.

use std::collections::BTreeMap;

use super::{BasemapError, BasemapLevel, TileAddress};

const MAGIC: [u8; 4] = *b"CABM";
const VERSION: u16 = 1;
/// No part of a basemap unpacks to more; a larger promise is damage.
const LARGEST_PART_BYTES: usize = 64 << 20;

/// Where a packed part lies in the blob, and how long it is packed and unpacked, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    offset: usize,
    packed: usize,
    raw: usize,
}

impl Entry {
    fn read(reader: &mut Reader<'_>) -> Result<Self, BasemapError> {
        Ok(Self {
            offset: reader.length()?,
            packed: reader.length()?,
            raw: reader.length()?,
        })
    }

    /// The unpacked bytes of this part.
    pub(super) fn unpack(&self, bytes: &[u8], blob_start: usize) -> Result<Vec<u8>, BasemapError> {
        let start = blob_start.checked_add(self.offset).ok_or(BasemapError::Damaged)?;
        let end = start.checked_add(self.packed).ok_or(BasemapError::Damaged)?;
        inflate(bytes.get(start..end).ok_or(BasemapError::Damaged)?, self.raw)
    }
}

/// The header and the directory, told apart from the packed parts behind them.
pub(super) struct Directory {
    pub(super) extent: u16,
    pub(super) blob_start: usize,
    pub(super) places: Option<Entry>,
    pub(super) tiles: BTreeMap<TileAddress, Entry>,
}

/// Reads header and directory.
pub(super) fn directory(bytes: &[u8]) -> Result<Directory, BasemapError> {
    let mut reader = Reader::new(bytes);
    if reader.take(MAGIC.len()).ok() != Some(&MAGIC[..]) {
        return Err(BasemapError::NotABasemap);
    }
    let version = reader.u16()?;
    if version != VERSION {
        return Err(BasemapError::UnknownVersion(version));
    }
    let extent = reader.u16()?;
    if extent == 0 {
        return Err(BasemapError::Damaged);
    }
    let level_count = reader.u8()?;
    let places = Entry::read(&mut reader)?;
    let packed = reader.length()?;
    let raw_length = reader.length()?;
    let raw = inflate(reader.take(packed)?, raw_length)?;
    let blob_start = reader.position;

    let mut tiles = BTreeMap::new();
    let mut reader = Reader::new(&raw);
    for _ in 0..level_count {
        let level = BasemapLevel::of_tile_zoom(reader.u8()?).ok_or(BasemapError::Damaged)?;
        for _ in 0..reader.length()? {
            let (column, row) = (reader.u16()?, reader.u16()?);
            let entry = Entry::read(&mut reader)?;
            if column >= level.tiles_across() || row >= level.tiles_across() {
                return Err(BasemapError::Damaged);
            }
            tiles.insert(TileAddress { level, column, row }, entry);
        }
    }
    Ok(Directory {
        extent,
        blob_start,
        places: (places.raw > 0).then_some(places),
        tiles,
    })
}

/// Unpacks raw deflate to exactly the promised length.
fn inflate(packed: &[u8], raw_length: usize) -> Result<Vec<u8>, BasemapError> {
    if raw_length > LARGEST_PART_BYTES {
        return Err(BasemapError::Damaged);
    }
    match miniz_oxide::inflate::decompress_to_vec_with_limit(packed, raw_length) {
        Ok(raw) if raw.len() == raw_length => Ok(raw),
        _ => Err(BasemapError::Damaged),
    }
}

/// A cursor over bytes whose every step can fail.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    /// The next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], BasemapError> {
        let end = self.position.checked_add(count).ok_or(BasemapError::Damaged)?;
        let taken = self.bytes.get(self.position..end).ok_or(BasemapError::Damaged)?;
        self.position = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BasemapError> {
        self.take(N)?.try_into().ok().ok_or(BasemapError::Damaged)
    }

    pub(super) fn u8(&mut self) -> Result<u8, BasemapError> {
        self.array::<1>().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Result<u16, BasemapError> {
        self.array::<2>().map(u16::from_le_bytes)
    }

    fn length(&mut self) -> Result<usize, BasemapError> {
        let length = self.array::<4>().map(u32::from_le_bytes)?;
        usize::try_from(length).ok().ok_or(BasemapError::Damaged)
    }

    pub(super) fn i32(&mut self) -> Result<i32, BasemapError> {
        self.array::<4>().map(i32::from_le_bytes)
    }

    /// An unsigned number of up to 32 bits in groups of seven bits, lowest first.
    pub(super) fn varint(&mut self) -> Result<u32, BasemapError> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(value).ok().ok_or(BasemapError::Damaged);
            }
        }
        Err(BasemapError::Damaged)
    }

    /// A signed number stored as a varint with the sign in the lowest bit.
    pub(super) fn zigzag(&mut self) -> Result<i64, BasemapError> {
        let value = i64::from(self.varint()?);
        Ok((value >> 1) ^ -(value & 1))
    }

    /// How many things follow, where each takes at least one byte: more than the bytes left is damage.
    pub(super) fn count(&mut self) -> Result<usize, BasemapError> {
        let count = usize::try_from(self.varint()?).ok().ok_or(BasemapError::Damaged)?;
        if count > self.bytes.len().saturating_sub(self.position) {
            return Err(BasemapError::Damaged);
        }
        Ok(count)
    }

    /// Whether every byte was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.position == self.bytes.len()
    }
}
