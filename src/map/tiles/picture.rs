//! Turns the bytes of a tile into a picture, within limits that are checked before anything is unpacked.
//!
//! Where the bytes come from is the business of `fetch` and `disk`.

use std::io::Cursor;

use egui::ColorImage;
use image::{ImageFormat, ImageReader, Limits};

/// The longest side of a tile in pixels.
const LONGEST_SIDE_PX: u32 = 2048;
/// The most bytes that unpacking may take.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Why bytes are no tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum PictureError {
    #[error("there is no PNG or JPEG in the answer")]
    Unknown,
    #[error("the picture is larger than a tile may be")]
    TooLarge,
    #[error("the picture is cut or broken")]
    Broken,
}

/// Unpacks a PNG or JPEG of at most 2048 pixels a side.
pub(super) fn decode(bytes: &[u8]) -> Result<ColorImage, PictureError> {
    let format = image::guess_format(bytes).map_err(|_ignored| PictureError::Unknown)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(PictureError::Unknown);
    }
    let (width, height) = reader(bytes, format)
        .into_dimensions()
        .map_err(|_ignored| PictureError::Broken)?;
    if !(1..=LONGEST_SIDE_PX).contains(&width) || !(1..=LONGEST_SIDE_PX).contains(&height) {
        return Err(PictureError::TooLarge);
    }
    if format == ImageFormat::Png && !inflates_within(bytes, width, height) {
        return Err(PictureError::TooLarge);
    }
    let picture = reader(bytes, format)
        .decode()
        .map_err(|_ignored| PictureError::Broken)?
        .to_rgba8();
    let size = [width, height].map(|side| usize::try_from(side).unwrap_or(0));
    Ok(ColorImage::from_rgba_unmultiplied(size, picture.as_raw()))
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE_PX);
    limits.max_image_height = Some(LONGEST_SIDE_PX);
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    reader
}

/// Whether the packed rows of a PNG hold no more than its header says: 8 bytes a pixel at most, and a byte for each row of each of
/// the seven passes.
fn inflates_within(bytes: &[u8], width: u32, height: u32) -> bool {
    let mut packed = Vec::new();
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((length, kind)) = rest.get(..4).zip(rest.get(4..8)) {
        let length = length.iter().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
        let Some(data) = rest.get(8..).and_then(|data| data.get(..length)) else {
            // A cut file is found by the decoder.
            return true;
        };
        if kind == b"IDAT" {
            packed.extend_from_slice(data);
        }
        rest = rest.get(12 + length..).unwrap_or_default();
    }
    let most = u64::from(width) * u64::from(height) * 8 + u64::from(height) * 8 + 64;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    match miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&packed, most) {
        Ok(_) => true,
        // What is broken otherwise is found by the decoder.
        Err(error) => error.status != miniz_oxide::inflate::TINFLStatus::HasMoreOutput,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> Vec<u8> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad/tile");
        std::fs::read(folder.join(name)).unwrap()
    }

    #[test]
    fn tiles_are_pictures_within_limits_and_nothing_else() {
        assert_eq!(decode(&fixture("good.bin")).unwrap().size, [256, 256]);
        assert_eq!(decode(&fixture("png-1x1.bin")).unwrap().size, [1, 1]);
        let refused = [
            ("empty.bin", PictureError::Unknown),
            ("html-200.bin", PictureError::Unknown),
            ("png-cut.bin", PictureError::Broken),
            ("jpeg-cut.bin", PictureError::Broken),
            ("png-bomb-inflate.bin", PictureError::TooLarge),
        ];
        for (name, cause) in refused {
            assert_eq!(decode(&fixture(name)).unwrap_err(), cause, "{name}");
        }
        assert!(decode(&fixture("png-bomb-header.bin")).is_err());
    }
}
